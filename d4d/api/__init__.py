"""A practice's own data for its own software: keys, what they open, and calls to addresses it named."""
