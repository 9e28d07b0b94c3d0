"""Demo: a newsletter that left, one that is being written, opinions, and a month of looking around."""

from datetime import timedelta

from accounts.models import User
from d4d.demo.calendar import days_ago
from d4d.foundation import clock, seal
from shop.catalogue.models import Product, ProductCount, SearchCount, StepCount
from shop.outreach import services
from shop.outreach.models import Answer
from shop.outreach.segments import Segment
from shop.outreach.services import Words

NEWS_NL = """# Nieuw voor {praktijk}

Beste {voornaam},
er zijn drie nieuwe kleuren composiet.

- A2, A3 en B1
- binnen een dag bij u

[Bekijk ze]({winkel}/producten/)"""
NEWS_EN = """# New for {praktijk}

Dear {voornaam}, there are three new shades of composite.

[See them]({winkel}/producten/)"""
SEARCHES = (
    ("composiet a2", 64, 0),
    ("handschoenen m", 51, 0),
    ("mondmasker ffp3", 22, 22),
    ("boor 104", 18, 1),
)
SCORES = {"delivery": (5, 5, 4, 4, 5, 3, 4, 5, 2, 4), "case": (5, 4, 4, 3, 5, 4)}
STEPS = {"opened": 40, "put_in_cart": 12, "reviewed": 7, "placed": 6}


def tell() -> None:
    """News that left last week, and news that is being written."""
    sales = User.objects.get(username="sales").subject.uuid
    with days_ago(7):
        first = Words("Nieuwe kleuren", "email", NEWS_NL, NEWS_EN, "Nieuwe kleuren", "New shades")
        services.start(services.compose(first, by=sales).pk, by=sales)
    second = Words(
        "Voorjaar, laboratoria",
        "email",
        NEWS_NL,
        NEWS_EN,
        "Voorjaar",
        "Spring",
        Segment(kinds=("laboratory",)),
    )
    services.compose(second, by=sales)


def look_around() -> None:
    """What was looked for and opened, as totals, and what people thought of it."""
    today = clock.today()
    month = today.replace(day=1)
    SearchCount.objects.bulk_create(
        SearchCount(mark=seal.fingerprint("search", text), month=month, text=text, times=times, in_vain=vain)
        for text, times, vain in SEARCHES
    )
    for number, product in enumerate(Product.objects.filter(is_published=True).order_by("pk")[:8], 1):
        ProductCount.objects.create(product=product, day=today, times=70 - 7 * number)
    StepCount.objects.bulk_create(
        StepCount(step=step, day=today - timedelta(days=day), times=times)
        for step, times in STEPS.items()
        for day in range(1, 15)
    )
    Answer.objects.bulk_create(
        Answer(kind=kind, month=month, score=score) for kind, scores in SCORES.items() for score in scores
    )
