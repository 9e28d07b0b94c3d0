"""Dentists4Dentists: the house itself."""
