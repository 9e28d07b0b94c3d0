"""The outside world on one port: Mollie, couriers, VIES, mail and SMS, for demo and tests."""
