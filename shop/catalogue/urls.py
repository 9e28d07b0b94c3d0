"""Where goods are found."""

from django.urls import path, re_path

from shop.catalogue import views

app_name = "catalogue"

urlpatterns = [
    path("producten/", views.products, name="products"),
    path("producten/<slug:slug>/", views.category, name="category"),
    path("product/<slug:slug>/", views.product, name="product"),
    path("zoeken/", views.find, name="search"),
    path("document/<int:pk>/", views.document, name="document"),
    re_path(r"^plaatje/(?P<kind>[a-z_]+)-(?P<seed>[\w-]+)\.svg$", views.drawing, name="drawing"),
    re_path(r"^foto/(?P<name>[\w-]+\.webp)$", views.photo, name="photo"),
]
