"""Maintenance contracts: what is covered, what it costs, and its bills."""
