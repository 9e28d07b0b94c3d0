"""Paying, coming back from it, direct debit, and the provider's hints."""

from django.urls import path

from shop.payments.views import bills, mandate, orders, pay_now, returned

app_name = "payments"
urlpatterns = [
    path("betaling/<str:number>/", orders.back, name="back"),
    path("betaling/<str:number>/betalen/", orders.pay, name="pay"),
    path("mijn/facturen/<str:number>/betalen/", bills.pay, name="pay_bill"),
    path("mijn/facturen/<str:number>/betaald/", bills.back, name="bill_back"),
    path("voldoen/<str:token>/", pay_now.pay_now, name="pay_now"),
    path("terug/<uuid:token>/", returned.returned, name="returned"),
    path("mijn/incasso/", mandate.show, name="mandate"),
    path("mijn/incasso/machtigen/", mandate.ask, name="ask_mandate"),
    path("mijn/incasso/intrekken/", mandate.withdraw, name="withdraw_mandate"),
    path("webhooks/mollie/<uuid:token>/", orders.webhook, name="webhook"),
]
