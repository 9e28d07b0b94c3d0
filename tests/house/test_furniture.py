"""What the shared templates and tags put on a page."""

from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import translation

from d4d.badges import _STATES, look_of
from d4d.chart import BarChart

NB = "\u00a0"
BADGE_CSS = (Path(__file__).parents[2] / "static/css/components/badge.css").read_text()


def render(text, **context):
    return Template("{% load house %}" + text).render(Context(context))


class Registration(forms.Form):
    company = forms.CharField(label="Practice")
    kvk = forms.CharField(label="KvK", help_text="8 digits")
    phone = forms.CharField(label="Phone", required=False)
    pay = forms.ChoiceField(label="Pay", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    terms = forms.BooleanField(label="Terms", help_text="They stand below")


@pytest.mark.parametrize(
    ("language", "filter_", "value", "shown"),
    [
        ("nl", "euro", 123450, f"€{NB}1.234,50"),
        ("nl", "euro", -5, f"€{NB}-0,05"),
        ("nl", "euro", None, ""),
        ("en", "euro", 123450, "€1,234.50"),
        ("en", "euro", -5, "-€0.05"),
        ("nl", "price", 12_345_600, f"€{NB}1.234,56"),
        ("nl", "price", 123_450, f"€{NB}12,345"),
        ("nl", "price", 1_234, f"€{NB}0,1234"),
        ("nl", "permille", 210, "21%"),
        ("nl", "permille", 215, "21,5%"),
        ("en", "permille", 0, "0%"),
    ],
)
def test_money_is_written_the_way_people_write_it(language, filter_, value, shown):
    with translation.override(language):
        assert render("{{ value|" + filter_ + " }}", value=value) == shown


def test_an_icon_is_only_decoration():
    drawing = render('{% icon "truck" %}')
    assert drawing.startswith('<svg class="icon" aria-hidden="true" width="20" height="20" ')
    assert "<path" in drawing


def test_a_badge_says_its_state_in_a_word_and_an_icon():
    shown = render('{% badge "paid" "Betaald" %}')
    assert 'class="badge badge--ok"' in shown
    assert "<svg" in shown
    assert "Betaald" in shown
    assert look_of("never heard of") == ("neutral", "circle-dot")


def test_a_field_carries_label_hint_error_and_their_wiring():
    form = Registration({"kvk": ""})
    shown = form["kvk"].as_field_group()
    assert '<label class="field__label" for="id_kvk">KvK</label>' in shown
    assert 'id="id_kvk_helptext">8 digits<' in shown
    assert 'id="id_kvk_error"' in shown
    assert 'aria-describedby="id_kvk_helptext id_kvk_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_hint_stands_above_what_is_filled_in_and_below_what_is_ticked():
    for name, text in (("kvk", "8 digits"), ("terms", "They stand below")):
        shown = Registration({})[name].as_field_group()
        assert shown.count(text) == 1
        assert (shown.index("<input") < shown.index(text)) is (name == "terms")
        assert f'aria-describedby="id_{name}_helptext id_{name}_error"' in shown


def test_only_the_optional_field_is_marked():
    with translation.override("en"):
        form = Registration()
        assert "(optional)" in form["phone"].as_field_group()
        assert "(optional)" not in form["company"].as_field_group()


def test_a_group_of_choices_is_a_fieldset_with_its_error():
    shown = Registration({})["pay"].as_field_group()
    assert '<fieldset aria-describedby="id_pay_error">' in shown
    assert "<legend" in shown


def test_the_summary_links_each_mistake_to_its_field():
    with translation.override("en"):
        shown = render("{% error_summary form %}", form=Registration({"company": "x"}))
    assert "There is a problem" in shown
    assert '<a href="#id_kvk">KvK: This field is required.</a>' in shown
    assert 'href="#id_pay_0"' in shown
    assert "id_company" not in shown


def test_an_untouched_form_has_no_summary():
    assert render("{% error_summary form %}", form=Registration()).strip() == ""
    assert render("{% if form|has_errors %}wrong{% endif %}", form=Registration()) == ""
    assert render("{% if form|has_errors %}wrong{% endif %}", form=Registration({})) == "wrong"


def test_the_summary_reads_every_form_of_a_formset():
    rows = forms.formset_factory(Registration, extra=0)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-kvk": "1", "form-1-company": "x"}
    shown = render("{% error_summary rows %}", rows=rows(data))
    assert 'href="#id_form-0-company"' in shown
    assert 'href="#id_form-1-company"' not in shown
    assert 'href="#id_form-1-kvk"' in shown


def test_a_chart_is_drawn_to_scale_and_says_its_figures():
    chart = BarChart("Orders", [("Mon", 5), ("Tue", 10), ("Wed", 0)])
    assert [(bar.y, bar.height) for bar in chart.bars] == [("50", "50"), ("0", "100"), ("100", "0")]
    shown = render("{% bar_chart chart %}", chart=chart)
    assert "<title>Tue: 10</title>" in shown
    assert '<th scope="row">Mon</th><td class="number">5</td>' in shown


def test_an_empty_chart_still_stands():
    assert BarChart("Orders", []).highest == 0
    assert "<svg" not in render("{% bar_chart chart %}", chart=BarChart("Orders", [("Mon", 0)]))


def test_a_long_list_of_pages_keeps_its_ends():
    page = Paginator(range(2400), 24).page(50)
    assert render("{{ page|page_numbers|join:' ' }}", page=page) == "1 … 48 49 50 51 52 … 100"


def test_every_state_of_every_room_has_a_look_of_its_own():
    states = {
        f"{model.__name__}.{field.name}: {state}"
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name in {"state", "status"} and field.choices
        for state, _ in field.choices
        if look_of(state) == look_of("never heard of")
    }
    assert not states


def test_every_look_has_its_drawing():
    for look in _STATES:
        assert "<svg" in render("{% icon name %}", name=look.icon)
        assert look.tone == "neutral" or f".badge--{look.tone} " in BADGE_CSS
