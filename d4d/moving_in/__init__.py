"""Moving in from the old shop: documented files become rows here, once, and every doubt is reported."""
