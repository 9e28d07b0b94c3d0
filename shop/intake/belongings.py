"""Orders by mail, quotes and repeating orders go along with their practice."""

from accounts.belongings import moves

moves("intake.Draft.practice")
moves("intake.PriceQuote.practice")
moves("intake.Recurrence.practice")
