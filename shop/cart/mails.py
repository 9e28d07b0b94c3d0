"""Words that somebody asked for: an article is back, prices on a list changed."""

import logging
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Practice, User
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ORDER
from shop.cart.models import PriceWatch, StockAlert
from shop.cart.services import alerts

log = logging.getLogger("d4d.cart")


def article_back(alert_id: int) -> None:
    """Somebody hears that an article is back, once; nobody while it is promised to others."""
    alert = StockAlert.objects.select_related("user__subject", "practice", "variant__product").filter(
        pk=alert_id
    )
    row = alert.first()
    if row is None or row.variant.available < 1:
        return
    if _works_there(row.user, row.practice):
        product = row.variant.product
        page = reverse("catalogue:product", args=[product.slug]) if product.is_published else reverse("home")
        context = {"variant": row.variant, "button_url": _link(page), "button_text": _("See the article")}
        _send(row.user, "article_back", f"article-back:{row.pk}", context)
    alert.delete()


def prices_changed(watch_id: int, day: str) -> None:
    """Somebody hears what changed on a list, at most once a day; nobody when nothing did."""
    row = PriceWatch.objects.select_related("user__subject", "list__practice").filter(pk=watch_id).first()
    if row is None:
        return
    if not _works_there(row.user, row.list.practice):
        row.delete()
        return
    if changed := alerts.changes(row):
        page = _link(reverse("cart:list", args=[row.list_id]))
        context = {"list": row.list, "changed": changed, "button_url": page, "button_text": _("See the list")}
        _send(row.user, "prices_changed", f"prices-changed:{row.pk}:{day}", context)
    alerts.remember(row)


def _works_there(user: User, practice: Practice) -> bool:
    members = Membership.objects.filter(user=user, practice=practice, is_active=True)
    return user.is_active and any(one.may_see_orders for one in members)


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
