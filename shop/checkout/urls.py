"""From cart to order."""

from django.urls import path

from shop.checkout import views

app_name = "checkout"

urlpatterns = [
    path("afrekenen/", views.start, name="start"),
    path("afrekenen/levering/", views.delivery, name="delivery"),
    path("afrekenen/betaling/", views.payment, name="payment"),
    path("afrekenen/controleren/", views.review, name="review"),
    path("mijn/bestellingen/<str:number>/akkoord/", views.approve, name="approve"),
    path("afrekenen/gelukt/<str:number>/", views.placed, name="placed"),
]
