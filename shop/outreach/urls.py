"""Where opinions are given."""

from django.urls import path

from shop.outreach.views import opinions

app_name = "outreach"
urlpatterns = [
    path("mening/bedankt/", opinions.thanks, name="thanks"),
    path("mening/<str:key>/", opinions.opinion, name="opinion"),
]
