"""What software reads, the page that explains it, and the pages where a practice manages it."""
