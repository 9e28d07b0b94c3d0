"""What is asked about visits and reports."""
