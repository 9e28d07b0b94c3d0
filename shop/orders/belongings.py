"""Orders go along with their practice, open and finished ones; they are locked after it, as everywhere."""

from accounts.belongings import moves

moves("orders.Order.practice")
moves("orders.EarlierLine.practice")
