"""A list of 20,000 products: how long it takes and how much memory, written and read again."""

import csv
import io
import resource
from time import perf_counter

import pytest

from d4d.foundation.importing import batches, kinds
from shop.catalogue.models import Category, Variant

PRODUCTS, MOST_SECONDS, MOST_MEGABYTES = 20_000, 60, 300

pytestmark = [pytest.mark.django_db, pytest.mark.soak]


def a_list() -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(["number", "product", "name", "category", "brand", "price", "description", "for_sale"])
    for one in range(PRODUCTS):
        name, brand = f"Instrument {one}", f"Merk {one % 50}"
        writer.writerow([f"X{one}", f"instrument-{one}", name, "alles", brand, "12,50", f"Voor {one}", "ja"])
    return written.getvalue().encode()


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_a_list_of_twenty_thousand_is_written_within_a_minute_and_little_memory():
    Category.objects.create(slug="alles", name="Alles", name_en="All")
    kind, content = kinds.find("products"), a_list()
    began = perf_counter()
    batch = batches.import_file(kind, content)
    seconds, megabytes = perf_counter() - began, peak_megabytes()
    again = batches.import_file(kind, content)
    assert (batch.new, again.unchanged, Variant.objects.count()) == (PRODUCTS, PRODUCTS, PRODUCTS)
    assert seconds <= MOST_SECONDS, f"{seconds:.1f} s"
    assert megabytes <= MOST_MEGABYTES, f"{megabytes:.0f} MB"
