"""What a practice is about to order: cart, lists, quick order, earlier orders."""
