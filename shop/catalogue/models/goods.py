"""What we sell: a product is what people look for, a variant is what they order."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from shop.catalogue.models.vat import VatClass


class Category(models.Model):
    """A shelf of the shop."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    drawing = models.CharField(_("drawing"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """Who makes it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), unique=True)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Something people look for; sold in one or more variants."""

    class DeviceClass(models.TextChoices):
        """Class of a medical device (Regulation (EU) 2017/745, annex VIII)."""

        NONE = "", _("no medical device")
        I = "I", _("class I")  # noqa: E741 - the law's own name
        IIA = "IIa", _("class IIa")
        IIB = "IIb", _("class IIb")
        III = "III", _("class III")

    category = models.ForeignKey(
        Category, models.PROTECT, related_name="products", verbose_name=_("category")
    )
    brand = models.ForeignKey(Brand, models.PROTECT, related_name="products", verbose_name=_("brand"))
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    vat_class = models.CharField(
        _("VAT class"), max_length=8, choices=VatClass.choices, default=VatClass.HIGH
    )
    drawing = models.CharField(_("drawing"), max_length=30, blank=True)
    picture = models.ImageField(_("picture"), upload_to="products/", blank=True)
    is_published = models.BooleanField(_("for sale"), default=False)
    is_professionals_only = models.BooleanField(_("for approved practices only"), default=False)
    device_class = models.CharField(
        _("medical device"), max_length=4, choices=DeviceClass.choices, blank=True, default=""
    )
    has_ce_mark = models.BooleanField(_("CE mark and declaration seen"), default=False)
    has_dutch_instructions = models.BooleanField(_("instructions for use in Dutch"), default=False)
    has_udi = models.BooleanField(_("UDI seen, where due"), default=False)
    is_implantable = models.BooleanField(
        _("stays in the body for a month or longer"),
        null=True,
        blank=True,
        help_text=_("Implants, but also fillings, cements and threads that dissolve: we trace them longer."),
    )
    checked_by = models.UUIDField(_("checked by"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    is_lot_tracked = models.BooleanField(_("tracked by LOT"), default=False)
    is_serial_tracked = models.BooleanField(_("tracked by serial number"), default=False)
    has_expiry = models.BooleanField(_("has an expiry date"), default=False)
    is_service = models.BooleanField(_("is a service: nothing is sent"), default=False)
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("replaced by"),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            models.Index(
                fields=["category", "name"], name="product_on_shelf", condition=Q(is_published=True)
            ),
            models.Index(fields=["brand", "name"], name="product_by_brand", condition=Q(is_published=True)),
            models.Index(fields=["name"], name="product_by_name", condition=Q(is_published=True)),
            models.Index(fields=["name_en"], name="product_by_english_name", condition=Q(is_published=True)),
            models.Index(fields=["checked_by"], name="product_by_checker", condition=~Q(checked_by=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_published=False)
                | Q(device_class="")
                | Q(
                    has_ce_mark=True, has_dutch_instructions=True, has_udi=True, is_implantable__isnull=False
                ),
                name="product_device_is_checked",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_medical_device(self) -> bool:
        """Whether the law on medical devices holds for it."""
        return bool(self.device_class)


class VariantQuerySet(models.QuerySet["Variant"]):
    """Questions about variants, and the two moves of stock that the database itself decides."""

    def for_sale(self) -> "VariantQuerySet":
        """What may stand on a shelf."""
        return self.filter(product__is_published=True, is_discontinued=False)

    def in_stock(self) -> "VariantQuerySet":
        """What can be sent today."""
        return self.filter(on_hand__gt=F("allocated"))

    def reserve(self, variant_id: int, quantity: int) -> bool:
        """Take pieces out of what is free; False when there are not enough. Never oversells."""
        free = self.filter(pk=variant_id, on_hand__gte=F("allocated") + quantity)
        return bool(free.update(allocated=F("allocated") + quantity))

    def release(self, variant_id: int, quantity: int) -> bool:
        """Give reserved pieces back."""
        return bool(
            self.filter(pk=variant_id, allocated__gte=quantity).update(allocated=F("allocated") - quantity)
        )


class Variant(models.Model):
    """What is ordered: one article with its own number, price and stock.

    `unit_price_e4` is excluding VAT, in ten-thousandths of a euro. `on_hand` and `allocated` are written by
    the stock room only.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="variants", verbose_name=_("product"))
    number = models.CharField(_("article number"), max_length=40, unique=True)
    maker_number = models.CharField(_("manufacturer's number"), max_length=40, blank=True)
    gtin = models.CharField(_("GTIN"), max_length=14, blank=True)
    name = models.CharField(_("variant"), max_length=80, blank=True)
    name_en = models.CharField(_("variant in English"), max_length=80, blank=True)
    unit_price_e4 = models.BigIntegerField(_("price excluding VAT"))
    weight_grams = models.PositiveIntegerField(_("weight in grams"), default=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_discontinued = models.BooleanField(_("no longer made"), default=False)
    on_hand = models.PositiveIntegerField(_("on the shelf"), default=0)
    allocated = models.PositiveIntegerField(_("reserved"), default=0)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = VariantQuerySet.as_manager()

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.CheckConstraint(condition=Q(unit_price_e4__gte=0), name="variant_price_not_negative"),
            models.CheckConstraint(condition=Q(allocated__lte=F("on_hand")), name="variant_never_oversold"),
        ]
        indexes = [
            models.Index(fields=["product", "position"], name="variant_of_product"),
            models.Index(fields=["gtin"], name="variant_by_gtin"),
            models.Index(fields=["maker_number"], name="variant_by_maker_number"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def available(self) -> int:
        """Pieces that may still be sold from the shelf."""
        return self.on_hand - self.allocated

    @property
    def still_expected_on(self) -> date | None:
        """The day that more should come in."""
        return clock.unless_gone(self.expected_on)


class Attribute(models.Model):
    """A kind of fact about a variant: type, connection, colour…"""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        NUMBER = "number", _("number")

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=40)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.TEXT)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    is_facet = models.BooleanField(_("people choose by it"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")

    def __str__(self) -> str:
        return self.name


class AttributeValue(models.Model):
    """One fact about one variant."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="facts", verbose_name=_("variant"))
    attribute = models.ForeignKey(
        Attribute, models.PROTECT, related_name="values", verbose_name=_("attribute")
    )
    value = models.CharField(_("value"), max_length=60)
    value_en = models.CharField(_("value in English"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [models.UniqueConstraint(fields=["variant", "attribute"], name="fact_once_per_variant")]
        indexes = [models.Index(fields=["attribute", "value"], name="fact_by_value")]

    def __str__(self) -> str:
        return self.value


class Document(models.Model):
    """A paper that belongs to a product."""

    class Kind(models.TextChoices):
        INSTRUCTIONS = "ifu", _("instructions for use")
        CONFORMITY = "ce", _("declaration of conformity")
        SAFETY = "sds", _("safety data sheet")

    product = models.ForeignKey(Product, models.CASCADE, related_name="documents", verbose_name=_("product"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=2, default="nl")
    version = models.CharField(_("version"), max_length=20, blank=True)
    file = models.FileField(_("file"), upload_to="documents/")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}".strip()


class ProductLink(models.Model):
    """One product that goes with another."""

    class Kind(models.TextChoices):
        RELATED = "related", _("related")
        FITS = "fits", _("fits")

    product = models.ForeignKey(Product, models.CASCADE, related_name="links", verbose_name=_("product"))
    other = models.ForeignKey(
        Product, models.CASCADE, related_name="linked_from", verbose_name=_("goes with")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [models.UniqueConstraint(fields=["product", "other", "kind"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.product_id} → {self.other_id}"
