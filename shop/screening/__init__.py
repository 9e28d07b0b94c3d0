"""Orders that somebody looks at before they are packed: why, until when, and what was decided."""
