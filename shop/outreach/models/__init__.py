"""News and questions that people get by their own choice."""

from shop.outreach.models.newsletters import Newsletter, Recipient
from shop.outreach.models.surveys import Answer, Invitation, Key

__all__ = ["Answer", "Invitation", "Key", "Newsletter", "Recipient"]
