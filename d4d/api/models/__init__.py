"""Keys with which software reads, and addresses that are called when something happens."""

from d4d.api.models.keys import AccessKey, Scope
from d4d.api.models.webhooks import Call, News, Webhook

__all__ = ["AccessKey", "Call", "News", "Scope", "Webhook"]
