"""The pages of the privacy floor, a file a subject."""
