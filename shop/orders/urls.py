"""The orders of a practice."""

from django.urls import path

from shop.orders.views import again, own

app_name = "orders"

urlpatterns = [
    path("mijn/bestellingen/", own.all_orders, name="list"),
    path("mijn/bestellingen/<str:number>/", own.detail, name="detail"),
    path("mijn/bestellingen/<str:number>/annuleren/", own.cancel, name="cancel"),
    path("mijn/bestellingen/<str:number>/opnieuw/", again.reorder, name="reorder"),
    path("mijn/eerder-besteld/", again.ordered_before, name="earlier"),
]
