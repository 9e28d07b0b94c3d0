"""What the bank's own statements say, and which invoices a transfer pays."""
