"""The orders of a practice."""

from django.urls import path

from shop.orders import views

app_name = "orders"

urlpatterns = [
    path("mijn/bestellingen/", views.all_orders, name="list"),
    path("mijn/bestellingen/<str:number>/", views.detail, name="detail"),
    path("mijn/bestellingen/<str:number>/annuleren/", views.cancel, name="cancel"),
]
