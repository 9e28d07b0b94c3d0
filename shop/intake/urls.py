"""Orders that came another way than through the cart."""

from django.urls import path

from shop.intake.views import links

app_name = "intake"

urlpatterns = [
    path("bevestigen/<str:token>/", links.pay, name="pay"),
]
