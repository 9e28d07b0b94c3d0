"""Paying, coming back from it, and the provider's hints."""

from django.urls import path

from shop.payments import views

app_name = "payments"
urlpatterns = [
    path("betaling/<str:number>/", views.back, name="back"),
    path("betaling/<str:number>/betalen/", views.pay, name="pay"),
    path("webhooks/mollie/<uuid:token>/", views.webhook, name="webhook"),
]
