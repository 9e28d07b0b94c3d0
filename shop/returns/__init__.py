"""Goods that come back: asked for by the practice, decided by us, received, and made good."""
