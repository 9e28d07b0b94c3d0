"""Parcels on their way to a practice, and where they are."""
