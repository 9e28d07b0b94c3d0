"""Orders that do not come through the cart: by mail, by phone, after a quote, or again and again."""
