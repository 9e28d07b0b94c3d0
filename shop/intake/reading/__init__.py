"""A mail becomes lines of an order: first what in it may be an order, then which articles that means."""
