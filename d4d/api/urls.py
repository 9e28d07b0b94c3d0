"""Where software reads, where that is explained, and where a practice manages it."""

from django.urls import path

from d4d.api import door
from d4d.api.views import explaining, managing, reading

app_name = "api"
urlpatterns = [
    path("api/", explaining.explained, name="explained"),
    path("api/openapi.json", explaining.document, name="document"),
    path("api/v1/articles", reading.articles, name="articles"),
    path("api/v1/articles/<str:number>", reading.article, name="article"),
    path("api/v1/orders", reading.orders, name="orders"),
    path("api/v1/orders/<str:number>", reading.order, name="order"),
    path("api/v1/invoices", reading.invoices, name="invoices"),
    path("api/v1/invoices/<str:number>", reading.invoice, name="invoice"),
    path("api/v1/invoices/<str:number>/<str:kind>", reading.invoice_file, name="invoice_file"),
    path("api/v1/devices", reading.devices, name="devices"),
    path("api/v1/devices/<int:pk>", reading.device, name="device"),
    path("api/v1/<path:rest>", door.nothing_here, name="nothing_here"),
    path("mijn/koppelingen/", managing.links, name="links"),
    path("mijn/koppelingen/sleutel/", managing.new_key, name="new_key"),
    path("mijn/koppelingen/sleutel/<int:pk>/intrekken/", managing.revoke_key, name="revoke_key"),
    path("mijn/koppelingen/adres/", managing.new_webhook, name="new_webhook"),
    path("mijn/koppelingen/adres/<int:pk>/", managing.webhook, name="webhook"),
    path("mijn/koppelingen/adres/<int:pk>/geheim/", managing.replace_secret, name="replace_secret"),
    path("mijn/koppelingen/adres/<int:pk>/schakelen/", managing.switch, name="switch"),
    path("mijn/koppelingen/adres/<int:pk>/proef/", managing.send_test, name="send_test"),
    path("mijn/koppelingen/adres/<int:pk>/verwijderen/", managing.remove, name="remove"),
]
