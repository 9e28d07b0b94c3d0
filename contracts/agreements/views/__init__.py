"""The pages of the agreements room."""
