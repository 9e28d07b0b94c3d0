"""The pages of the payments room."""
