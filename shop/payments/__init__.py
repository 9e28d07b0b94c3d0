"""Money that comes in and goes back, through the payment provider."""
