"""Invoices and credit notes: what a practice owes, on paper and as a file."""
