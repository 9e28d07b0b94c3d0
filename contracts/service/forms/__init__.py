"""What the pages and the desk of the service room ask."""
