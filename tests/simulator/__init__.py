"""The simulator tells the truth: it is driven by the same clients as the real services."""
