"""The demo shop: made-up practices, staff and orders, brought in through the same doors as real ones."""
