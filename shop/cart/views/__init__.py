"""Pages of the cart: the cart itself, quick order, and the lists of a practice."""
