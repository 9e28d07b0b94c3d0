"""Pages on which a practice follows its orders, and orders again."""
