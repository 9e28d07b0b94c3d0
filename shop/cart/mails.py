"""Words that somebody asked for: an article is back, prices on a list changed."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ORDER
from shop.cart.models import PriceWatch, StockAlert
from shop.catalogue.models import Variant

log = logging.getLogger("d4d.cart")


@dataclass(frozen=True, slots=True)
class Changed:
    """An article of a list of which a piece costs something else than somebody knows, from a quantity on."""

    variant: Variant
    from_quantity: int
    before_e4: int
    now_e4: int


def article_back(alert: StockAlert) -> None:
    """An article that somebody waits for is back."""
    product = alert.variant.product
    page = reverse("catalogue:product", args=[product.slug]) if product.is_published else reverse("home")
    context = {"variant": alert.variant, "button_url": _link(page)}
    _send(alert.user, "article_back", f"article-back:{alert.pk}", context)


def prices_changed(watch: PriceWatch, changed: Sequence[Changed], day: str) -> None:
    """What costs something else on a list."""
    page = _link(reverse("cart:list", args=[watch.list_id]))
    context = {"list": watch.list, "changed": changed, "button_url": page}
    _send(watch.user, "prices_changed", f"prices-changed:{watch.pk}:{day}", context)


def _send(user: User, template: str, key: str, context: dict[str, Any]) -> None:
    letter = Letter(
        key, f"mail/cart/{template}", user.email, user.language, {"name": user.first_name, **context}
    )
    try:
        post(letter, subject=user.subject.uuid, purpose=ORDER, occasion=template.replace("_", " "))
    except NotPermitted as refusal:
        log.info("letter %s was not sent: %s", template, refusal)


def _link(path: str) -> str:
    return f"{settings.PUBLIC_ORIGIN}{path}"
