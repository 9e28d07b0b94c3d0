"""The shop: a corridor of rooms, each a Django app of its own."""
