"""The pages on which a practice keeps its devices."""
