"""What a practice owes: gapless, unchangeable invoices as PDF and UBL."""
