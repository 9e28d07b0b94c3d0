"""Writes what the search knows: one product after a change, or all of them in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from shop.catalogue.models import AttributeValue, Product, SearchEntry, SearchNumber, SearchWord, Variant
from shop.catalogue.search import vocabulary
from shop.catalogue.search.indexes import erase_words, write_words
from shop.catalogue.search.synonyms import synonyms_of
from shop.catalogue.search.words import SIGNIFICANT, compounds, plain_number, words

CHUNK = 500
LONGEST_WORD = 40

HEAVY = ("name", "name_en", "brand__name")
LIGHT = (
    "category__name",
    "category__name_en",
    "category__parent__name",
    "category__parent__name_en",
    "description",
    "description_en",
)


class Article(NamedTuple):
    """What the index needs of a variant."""

    pk: int
    number: str
    maker_number: str
    gtin: str
    name: str
    name_en: str
    unit_price_e4: int
    is_discontinued: bool


def index(product_ids: Iterable[int]) -> None:
    """Make the entries of some products anew; what is not published has none."""
    ids = iter(product_ids)
    while chunk := list(islice(ids, CHUNK)):
        with transaction.atomic():
            _index(chunk)
    vocabulary.forget()


def drop_unused_words() -> None:
    """Forget words that no product uses any more."""
    used: set[str] = set()
    for texts in SearchEntry.objects.values_list("heavy", "light").iterator():
        used.update(_vocabulary_of(" ".join(texts)))
    unused = [word for word in SearchWord.objects.values_list("word", flat=True) if word not in used]
    for start in range(0, len(unused), CHUNK):
        SearchWord.objects.filter(word__in=unused[start : start + CHUNK]).delete()
    vocabulary.forget()


def _index(product_ids: Sequence[int]) -> None:
    erase_words(product_ids)
    SearchEntry.objects.filter(product_id__in=product_ids).delete()
    SearchNumber.objects.filter(product_id__in=product_ids).delete()
    articles, facts = _articles_of(product_ids), _facts_of(product_ids)
    entries: list[SearchEntry] = []
    numbers: list[SearchNumber] = []
    for pk, heavy, light in _published(product_ids):
        entries.append(_entry(pk, heavy, light, articles[pk], facts[pk]))
        numbers += _numbers(pk, articles[pk])
    SearchEntry.objects.bulk_create(entries)
    SearchNumber.objects.bulk_create(numbers)
    used = {word for entry in entries for word in _vocabulary_of(f"{entry.heavy} {entry.light}")}
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in sorted(used)], ignore_conflicts=True)
    write_words(product_ids)


def _published(product_ids: Sequence[int]) -> Iterator[tuple[int, list[str], list[str]]]:
    rows = Product.objects.filter(pk__in=product_ids, is_published=True).values_list("pk", *HEAVY, *LIGHT)
    for pk, *texts in rows:
        yield pk, texts[: len(HEAVY)], [text for text in texts[len(HEAVY) :] if text]


def _articles_of(product_ids: Sequence[int]) -> dict[int, list[Article]]:
    articles: dict[int, list[Article]] = defaultdict(list)
    rows = Variant.objects.filter(product_id__in=product_ids).order_by("position", "pk")
    for product_id, *columns in rows.values_list("product_id", *Article._fields):
        articles[product_id].append(Article(*columns))
    return articles


def _facts_of(product_ids: Sequence[int]) -> dict[int, list[str]]:
    facts: dict[int, list[str]] = defaultdict(list)
    rows = AttributeValue.objects.filter(variant__product_id__in=product_ids)
    for product_id, *values in rows.values_list("variant__product_id", "value", "value_en").distinct():
        facts[product_id] += values
    return facts


def _entry(
    product_id: int, heavy: list[str], light: list[str], articles: list[Article], facts: list[str]
) -> SearchEntry:
    """The words of a product; one of which nothing is sold any more is found by its very number only."""
    sold = [article for article in articles if not article.is_discontinued]
    names = " ".join([*heavy, *(name for article in sold for name in (article.name, article.name_en))])
    naming = words(names) + compounds(names)
    describing = words(" ".join([*light, *facts]))
    describing += sorted(synonyms_of([*naming, *describing]))
    return SearchEntry(
        product_id=product_id,
        heavy=" ".join(dict.fromkeys(naming)) if sold else "",
        light=" ".join(dict.fromkeys(describing)) if sold else "",
        price_e4=min((article.unit_price_e4 for article in sold or articles), default=0),
    )


def _numbers(product_id: int, articles: list[Article]) -> Iterator[SearchNumber]:
    for article in articles:
        written = (article.number, article.maker_number, article.gtin)
        for number in dict.fromkeys(plain_number(text) for text in written):
            if number:
                yield SearchNumber(
                    product_id=product_id,
                    variant_id=article.pk,
                    number=number,
                    is_sold=not article.is_discontinued,
                )


def _vocabulary_of(text: str) -> set[str]:
    return {word for word in text.split() if word.isalpha() and SIGNIFICANT <= len(word) <= LONGEST_WORD}
