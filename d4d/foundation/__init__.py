"""The ground floor: money, clock, outbox, states, numbering, seal, mail and http. Knows no room above it."""
