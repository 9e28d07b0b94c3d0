"""The devices of practices: where they stand, what belongs to them, and where ours went."""
