"""The pages of the books."""

from django.urls import path

from shop.invoicing import views

app_name = "invoicing"
urlpatterns = [
    path("mijn/facturen/", views.invoices, name="list"),
    path("mijn/facturen/vroeger/", views.earlier, name="earlier"),
    path("mijn/facturen/vroeger/<int:pk>.pdf", views.earlier_file, name="earlier_file"),
    path("mijn/facturen/periode/", views.bundle, name="bundle"),
    path("mijn/vestigingen/", views.spending, name="spending"),
    path("mijn/vestigingen/tabel/", views.spending_table, name="spending_table"),
    path("mijn/facturen/<str:number>.<str:kind>", views.file, name="file"),
]
