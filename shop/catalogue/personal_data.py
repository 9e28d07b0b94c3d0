"""The catalogue knows no people, but prices may be agreed with a practice."""

from django.utils.translation import gettext_lazy as _

from privacy.register import declare, derives, impersonal
from privacy.vocabulary import ORDER, PERSONALISATION, WHILE_ACTIVE, Category, Erase, Keep

impersonal(
    "catalogue.VatRate",
    "catalogue.Category",
    "catalogue.Brand",
    "catalogue.Variant",
    "catalogue.Attribute",
    "catalogue.AttributeValue",
    "catalogue.Document",
    "catalogue.ProductLink",
    "catalogue.PriceGroup",
    "catalogue.CarriageRate",
    why="goods, not people",
    is_open=True,
)

impersonal(
    "catalogue.SearchEntry",
    "catalogue.SearchNumber",
    "catalogue.SearchWord",
    why="derived from the goods, to find them",
)
derives("catalogue_fts_", why="the same, as SQLite searches it")
derives("catalogue_searchentry.vector", why="the same, as PostgreSQL searches it")

product = declare(
    "catalogue.Product",
    subject="checked_by",
    purposes=(ORDER,),
    keep=Keep(years=15, after="checked", since="checked_at"),
)
product.personal("checked_by", category=Category.LINK, erase=Erase.UNLINK, source="staff")
product.impersonal(
    "category",
    "brand",
    "slug",
    "name",
    "name_en",
    "description",
    "description_en",
    "vat_class",
    "drawing",
    "picture",
    "is_published",
    "is_professionals_only",
    "device_class",
    "has_ce_mark",
    "has_dutch_instructions",
    "has_udi",
    "is_implantable",
    "checked_at",
    "is_lot_tracked",
    "is_serial_tracked",
    "has_expiry",
    "is_service",
    "successor",
    "updated_at",
    why="goods, not people",
    is_open=True,
)

price = declare("catalogue.Price", subject="practice__subject", purposes=(ORDER,), keep=WHILE_ACTIVE)
price.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW, source="us")
price.impersonal(
    "variant",
    "group",
    "from_quantity",
    "unit_price_e4",
    "valid_from",
    "valid_until",
    why="the terms of a price",
)

member = declare(
    "catalogue.PriceGroup_members", subject="practice__subject", purposes=(ORDER,), keep=WHILE_ACTIVE
)
member.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW, source="us")
member.impersonal("pricegroup", why="a price list")
member.called(_("price groups"))

viewed = declare(
    "catalogue.RecentView",
    subject="user__subject",
    purposes=(PERSONALISATION,),
    keep=Keep(days=90, after="viewed", since="seen_at"),
)
viewed.personal("user", category=Category.LINK, erase=Erase.DELETE_ROW)
viewed.personal("product", "seen_at", category=Category.TECHNICAL, erase=Erase.DELETE_ROW)

impersonal(
    "catalogue.SearchCount", why="totals; the words stand there once five different visitors looked for them"
)
impersonal("catalogue.ProductCount", why="totals of a day")
impersonal("catalogue.StepCount", why="totals of a day")

# What people recognise in a copy.
product.shown_with("name", "checked_at")
price.shown_with("variant__number", "from_quantity", "unit_price_e4", "valid_from", "valid_until")
member.shown_with("pricegroup__name")
viewed.shown_with("product__name")
