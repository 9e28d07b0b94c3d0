"""What a practice sees of the service desk."""
