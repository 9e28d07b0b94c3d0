"""What pages of every room may say about privacy."""
