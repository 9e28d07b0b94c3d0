"""How fast the shop is, as ratios to the least that a Django page can cost on the same machine."""
