"""What a product is once it stands in a practice; the catalogue itself knows nothing of service."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.devices.models.devices import DeviceKind
from shop.catalogue.models import Product


class ProductService(models.Model):
    """Pieces of this product become devices of this kind, with so many months of warranty."""

    product = models.OneToOneField(Product, models.CASCADE, related_name="service", verbose_name=_("product"))
    kind = models.ForeignKey(
        DeviceKind, models.PROTECT, related_name="products", verbose_name=_("kind of device")
    )
    warranty_months = models.PositiveSmallIntegerField(_("months of warranty"), default=24)

    class Meta:
        verbose_name = _("product that is a device")
        verbose_name_plural = _("products that are devices")

    def __str__(self) -> str:
        return str(self.product)
