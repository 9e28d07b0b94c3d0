"""Parcels, from the pick list to the doorstep."""
