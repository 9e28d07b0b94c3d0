"""What comes in by mail or phone, who sent it, and the links with which it is confirmed."""

from shop.intake.models.drafts import Correspondent, Draft, DraftLine
from shop.intake.models.links import PayLink

__all__ = ["Correspondent", "Draft", "DraftLine", "PayLink"]
