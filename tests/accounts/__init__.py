"""Practices, people and signing in."""
