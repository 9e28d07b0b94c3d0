"""The pages of the service room."""
