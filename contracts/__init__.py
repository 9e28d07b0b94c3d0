"""The corridor for devices, maintenance contracts and service."""
