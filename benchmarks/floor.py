"""The floor: the least that a Django page with 24 products can cost, on the shop's own tables.

One indexed query over three tables, one template, no middleware, no session, nobody signed in.
"""

import os
from wsgiref.types import WSGIApplication

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path

from d4d.settings import env

ROWS = """SELECT p.slug, p.name, b.name, v.id, v.number, v.unit_price_e4, v.on_hand - v.allocated
    FROM catalogue_product p
    JOIN catalogue_brand b ON b.id = p.brand_id
    JOIN catalogue_variant v ON v.product_id = p.id AND v.position = 0
    WHERE p.category_id = %s AND p.is_published ORDER BY p.name, p.id LIMIT 24"""
PAGE = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Rubriek {{ number }}</title>
<link rel="stylesheet" href="/page.css"></head><body><main><h1>Rubriek {{ number }}</h1><ul class="goods">
{% for slug, name, brand, pk, article, price, left in rows %}<li class="goods__piece">
  <a class="goods__picture" href="/product/{{ slug }}/">
    <img src="/picture/{{ slug }}.svg" alt="" width="240" height="240"></a>
  <h2><a href="/product/{{ slug }}/">{{ name|truncatechars:60 }}</a></h2>
  <p class="goods__facts">{{ brand }} · {{ article }}</p>
  <p class="goods__price">€ {{ price }}</p>
  {% if left > 0 %}<p class="goods__stock goods__stock--here">Op voorraad: {{ left }}</p>
  {% else %}<p class="goods__stock">Nu niet</p>{% endif %}
  <form method="post" action="/cart/"><input type="hidden" name="variant" value="{{ pk }}">
    <label>Aantal <input type="number" name="quantity" value="1" min="1" max="9999"></label>
    <button type="submit">In de wagen<span class="hidden">: {{ name }}</span></button></form>
</li>{% endfor %}</ul></main></body></html>"""


def shelf(request: HttpRequest, number: int) -> HttpResponse:
    """The first 24 products of a category."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [number])
        rows = cursor.fetchall()
    return HttpResponse(render_to_string("page.html", {"rows": rows, "number": number}))


def ready(request: HttpRequest) -> HttpResponse:
    """Nothing but an answer."""
    return HttpResponse("ready")


urlpatterns = [path("rubriek/<int:number>/", shelf), path("readyz", ready)]


def wsgi() -> WSGIApplication:
    """A Django of its own on the database of D4D_DATABASE."""
    loaders = [("django.template.loaders.locmem.Loader", {"page.html": PAGE})]
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        SECRET_KEY=os.urandom(32).hex(),
        DATABASES={"default": {**env.database("D4D_DATABASE"), "CONN_MAX_AGE": None}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", loaders)]},
            }
        ],
    )
    django.setup(set_prefix=False)
    return get_wsgi_application()


application = wsgi()
