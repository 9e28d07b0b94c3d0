"""Practices, the people who work there, their addresses, and signing in."""
