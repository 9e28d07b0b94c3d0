"""The cart."""

from django.urls import path

from shop.cart import views

app_name = "cart"

urlpatterns = [
    path("winkelwagen/", views.show, name="show"),
    path("winkelwagen/erbij/", views.add, name="add"),
    path("winkelwagen/aantal/", views.update, name="update"),
    path("winkelwagen/eruit/", views.remove, name="remove"),
]
