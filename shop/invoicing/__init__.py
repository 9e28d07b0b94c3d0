<<<<<<< HEAD
"""Invoices and credit notes: what a practice owes, on paper and as a file."""
=======
"""What a practice owes: gapless, unchangeable invoices as PDF and UBL."""
>>>>>>> main
