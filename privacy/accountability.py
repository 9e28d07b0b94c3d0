"""What the register says beside the declarations: interests weighed, and contracts with processors."""

from datetime import date

from django.db.models import Max

from d4d.foundation import clock
from privacy.models import InterestTest, Processor


def weighed_on() -> dict[str, date]:
    """For each purpose that rests on our interest the day on which it was last weighed."""
    return dict(
        InterestTest.objects.values("purpose").annotate(last=Max("made_on")).values_list("purpose", "last")
    )


def processors() -> list[dict[str, str]]:
    """Who works on our behalf today, where, and since when under which contract."""
    rows = Processor.objects.in_force(clock.today()).order_by("name")
    return [
        {
            "name": row.name,
            "country": row.country,
            "does": row.does,
            "agreed_on": row.agreed_on.isoformat() if row.agreed_on else "",
            "sub_processors": row.sub_processors,
        }
        for row in rows
    ]
