"""What we sell: products, variants, attributes, prices and the search that finds them."""
