"""The returns of a practice."""

from django.urls import path

from shop.returns import views

app_name = "returns"

urlpatterns = [
    path("mijn/retouren/", views.all_returns, name="list"),
    path("mijn/retouren/aanvragen/<str:number>/<int:position>/", views.ask, name="ask"),
    path("mijn/retouren/foto/<int:photo_id>/", views.photo, name="photo"),
    path("mijn/retouren/<str:number>/", views.detail, name="detail"),
    path("mijn/retouren/<str:number>/intrekken/", views.withdraw, name="withdraw"),
]
