"""What people fill in, and how it is brought to the form in which it is kept."""
