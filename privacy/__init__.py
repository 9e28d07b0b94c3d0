"""The privacy floor: a framework to which every room declares. Knows no room above it."""
