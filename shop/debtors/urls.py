"""A practice's own pages about what it owes."""

from django.urls import path

from shop.debtors import views

app_name = "debtors"
urlpatterns = [
    path("mijn/facturen/openstaand/", views.open_items, name="open_items"),
    path("mijn/facturen/openstaand/betaalcode.svg", views.payment_picture, name="payment_code"),
    path("mijn/facturen/openstaand/toesturen/", views.ask_statement, name="ask_statement"),
    path("mijn/facturen/openstaand/maandelijks/", views.monthly, name="monthly"),
    path("mijn/facturen/krediet/", views.credit, name="credit"),
    path("mijn/facturen/krediet/<int:pk>/opnieuw/", views.ask_review, name="ask_review"),
]
