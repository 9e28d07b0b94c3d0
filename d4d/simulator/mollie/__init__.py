"""Mollie as the shop meets it: its API, its payment page and its webhooks."""
