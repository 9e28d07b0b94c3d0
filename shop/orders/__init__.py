"""What a practice has ordered, and how far we are with it."""
