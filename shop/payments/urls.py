"""Paying, coming back from it, direct debit, and the provider's hints."""

from django.urls import path

from shop.payments.views import mandate, orders

app_name = "payments"
urlpatterns = [
    path("betaling/<str:number>/", orders.back, name="back"),
    path("betaling/<str:number>/betalen/", orders.pay, name="pay"),
    path("mijn/incasso/", mandate.show, name="mandate"),
    path("mijn/incasso/machtigen/", mandate.ask, name="ask_mandate"),
    path("mijn/incasso/intrekken/", mandate.withdraw, name="withdraw_mandate"),
    path("webhooks/mollie/<uuid:token>/", orders.webhook, name="webhook"),
]
