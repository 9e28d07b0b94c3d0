"""Acts of the catalogue: the door through which what we sell is changed."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from shop.catalogue import memory, pictures
from shop.catalogue.models import Brand, Category, Product
from shop.catalogue.search import indexing

CHECKED = ("device_class", "has_ce_mark", "has_dutch_instructions", "has_udi")


class CannotBePublished(Exception):
    """A medical device lacks something that the law wants seen before it is offered."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


def index_product(product_id: int) -> None:
    """Let the search know a product as it is now, and show it so at once in this process."""
    indexing.index([product_id])
    memory.forget()


def index_products_of(shelf_or_brand: Category | Brand) -> None:
    """Let the search know everything that bears a name which was changed."""
    indexing.index(list(shelf_or_brand.products.order_by("pk").values_list("pk", flat=True)))
    memory.forget()


def reindex_all() -> int:
    """Make the whole search anew; gives the number of products that were looked at."""
    product_ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    indexing.index(product_ids)
    indexing.drop_unused_words()
    memory.forget()
    return len(product_ids)


@transaction.atomic
def publish(product_id: int, *, by: UUID | None) -> Product:
    """Offer a product for sale; a medical device only after its check, with who and when.

    Regulation (EU) 2017/745 art. 14: CE mark and declaration, instructions in Dutch and, where due, the
    UDI. Raises CannotBePublished with all that is missing; nothing has changed then.
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


def missing_checks(product: Product) -> list[str]:
    """What a medical device still lacks before it may be offered, in words for the staff."""
    if not product.is_medical_device:
        return []
    wanted = (
        (product.has_ce_mark, _("the CE mark and the declaration of conformity have not been seen")),
        (product.has_dutch_instructions, _("the instructions for use in Dutch have not been seen")),
        (product.has_udi, _("the UDI has not been seen, where one is due")),
    )
    return [str(complaint) for is_seen, complaint in wanted if not is_seen]


@transaction.atomic
def set_picture(product_id: int, upload: UploadedFile) -> None:
    """Show a photo of a product; it is tidied, and its name tells nothing."""
    product = Product.objects.select_for_update().get(pk=product_id)
    product.picture.save(f"{product.slug}.webp", pictures.tidied(upload))
