"""Orders that come another way than through the cart."""

from django.urls import path

from shop.intake.views import links, quotes, recurring

app_name = "intake"

urlpatterns = [
    path("bevestigen/<str:token>/", links.pay, name="pay"),
    path("winkelwagen/offerte/", quotes.ask_quote, name="ask_quote"),
    path("mijn/offertes/", quotes.all_quotes, name="quotes"),
    path("mijn/offertes/<str:number>/", quotes.one_quote, name="quote"),
    path("mijn/herhaalbestellingen/", recurring.all_recurrences, name="recurrences"),
    path("mijn/herhaalbestellingen/<int:recurrence_id>/", recurring.fill, name="recurrence"),
    path(
        "mijn/herhaalbestellingen/<int:recurrence_id>/wijzigen/",
        recurring.change,
        name="change_recurrence",
    ),
    path("mijn/bestellingen/<str:number>/herhalen/", recurring.repeat_order, name="repeat_order"),
    path("mijn/lijsten/<int:list_id>/herhalen/", recurring.repeat_list, name="repeat_list"),
]
