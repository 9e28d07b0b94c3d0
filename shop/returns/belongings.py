"""What a practice sends back goes along with it."""

from accounts.belongings import moves

moves("returns.Return.practice")
