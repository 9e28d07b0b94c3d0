"""What templates of every room may say: icons, money, states, errors, charts."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from d4d.badges import look_of
from d4d.chart import BarChart
from d4d.foundation import written

register = template.Library()
register.filter("euro", written.euro)
register.filter("price", written.price)
register.filter("permille", written.permille)
register.filter("thousandths", written.thousandths)


@register.filter
def unbroken(words: str) -> str:
    """The same words on one line: a telephone number is never cut in two."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A small drawing beside words; screen readers pass over it."""
    return render_to_string(f"icons/{name}.svg")


@register.inclusion_tag("_badge.html")
def badge(state: str, word: str) -> dict[str, Any]:
    """A state as an icon and a word in its tone."""
    look = look_of(state)
    return {"tone": look.tone, "icon_name": look.icon, "word": word}


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """The numbers around this page, the ends, and dots between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def with_named_columns(table: str) -> SafeString:
    """A table of the desk that scrolls by keyboard, and names its columns without words to screen readers."""
    table = table.replace(
        '<div class="tabular inline-related', '<div tabindex="0" class="tabular inline-related', 1
    )
    named = {' class="original"': gettext("Row"), "": gettext("Actions")}
    for mark, name in named.items():
        head = format_html('<th{}><span class="visually-hidden">{}</span></th>', mark_safe(mark), name)  # noqa: S308 - our own words
        table = table.replace(f"<th{mark}></th>", head)
    return mark_safe(table)  # noqa: S308 - a template has written it


@register.filter
def filled(rows: Iterable[Any], name: str) -> bool:
    """Whether any of these rows has something there: a column of nothing says nothing."""
    return any(getattr(row, name) not in {None, ""} for row in rows)


@register.inclusion_tag("_bar_chart.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    """A bar chart with its figures in words below it."""
    return {"chart": chart}


@register.inclusion_tag("_error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet | None) -> dict[str, Any]:
    """Everything that is wrong on a page, each linked to its field."""
    return {"problems": [problem for form in forms if form is not None for problem in _problems(form)]}


@register.filter
def has_errors(form: BaseForm | BaseFormSet | None) -> bool:
    """Whether a form was sent and came back with mistakes."""
    return bool(form and form.is_bound and not form.is_valid())


def _problems(form: BaseForm | BaseFormSet) -> Iterable[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        for error in form.non_form_errors():
            yield {"message": str(error), "target": ""}
        for member in form.forms:
            yield from _problems(member)
        return
    for error in form.non_field_errors():
        yield {"message": str(error), "target": ""}
    for field in form:
        for error in field.errors:
            yield {"message": f"{field.label}: {error}", "target": _first_input(field)}


def _first_input(field: BoundField) -> str:
    """The id that a link must jump to; a group of choices starts at its first."""
    return field.id_for_label or f"{field.auto_id}_0"
