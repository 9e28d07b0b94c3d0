"""Software of a practice goes on with the heir; an address that both told keeps the heir's secret."""

from accounts.belongings import moves

moves("api.AccessKey.practice")
moves("api.Webhook.practice")
