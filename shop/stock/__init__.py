"""What lies on the shelf: receipts, lots, counts, and allocation that can never oversell."""
