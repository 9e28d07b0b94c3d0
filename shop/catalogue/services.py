"""Acts of the catalogue: the door through which what we sell is changed."""

from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock, outbox
from shop.catalogue import memory
from shop.catalogue.events import BrandRenamed, CategoryRenamed
from shop.catalogue.models import Brand, Category, Product
from shop.catalogue.search import indexing

CHECKED = ("device_class", "has_ce_mark", "has_dutch_instructions", "has_udi", "is_implantable")


class CannotBePublished(Exception):
    """A medical device lacks something that the law wants seen before it is offered."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


def index_product(product_id: int) -> None:
    """Let the search know a product as it is now, and show it so at once in this process."""
    indexing.index([product_id])
    memory.forget()


def tell_new_name(named: Category | Brand) -> None:
    """Somebody has renamed a category or brand: a job lets the search know all that bears the name."""
    brand = isinstance(named, Brand)
    outbox.nudge(BrandRenamed(named.pk) if brand else CategoryRenamed(named.pk))
    memory.forget()


def index_brand(brand_id: int) -> None:
    """Let the search know the products of a brand as they are now."""
    _index(Q(brand=brand_id))


def index_category(category_id: int) -> None:
    """Let the search know what lies in a category, and in the ones inside it, as it is now."""
    _index(Q(category=category_id) | Q(category__parent=category_id))


def reindex_all() -> int:
    """Make the whole search anew; gives the number of products that were looked at."""
    looked_at = _index(Q())
    indexing.drop_unused_words()
    return looked_at


def _index(which: Q) -> int:
    product_ids = list(Product.objects.filter(which).order_by("pk").values_list("pk", flat=True))
    indexing.index(product_ids)
    memory.forget()
    return len(product_ids)


@transaction.atomic
def publish(product_id: int, *, by: UUID | None) -> Product:
    """Offer a product for sale; a medical device only after its check, with who and when.

    Regulation (EU) 2017/745 art. 14: CE mark and declaration, instructions in Dutch and, where due, the
    UDI; and whether it is an implant (art. 2(5)), which the ledger of devices keeps longer. Raises
    CannotBePublished with all that is missing; nothing has changed then.
    """
    product = Product.objects.select_for_update().get(pk=product_id)
    if missing := missing_checks(product):
        raise CannotBePublished(missing)
    product.is_published = True
    if product.is_medical_device:
        product.checked_by, product.checked_at = by, clock.now()
    product.save()
    index_product(product.pk)
    return product


@transaction.atomic
def take_off_sale(product_id: int) -> Product:
    """Offer a product no longer; what was ordered of it stays ordered. Harmless to repeat."""
    product = Product.objects.select_for_update().get(pk=product_id)
    product.is_published = False
    product.save(update_fields=["is_published", "updated_at"])
    index_product(product.pk)
    return product


def missing_checks(product: Product) -> list[str]:
    """What a medical device still lacks before it may be offered, in words for the staff."""
    if not product.is_medical_device:
        return []
    wanted = (
        (product.has_ce_mark, _("the CE mark and the declaration of conformity have not been seen")),
        (product.has_dutch_instructions, _("the instructions for use in Dutch have not been seen")),
        (product.has_udi, _("the UDI has not been seen, where one is due")),
        (product.is_implantable is not None, _("nobody said whether it stays in the body")),
    )
    return [str(complaint) for is_seen, complaint in wanted if not is_seen]


@transaction.atomic
def set_picture(product_id: int, tidied: ContentFile) -> None:
    """Show a photo of a product, as `pictures.tidied` gave it; its name tells nothing."""
    product = Product.objects.select_for_update().get(pk=product_id)
    product.picture.save(f"{product.slug}.webp", tidied)
