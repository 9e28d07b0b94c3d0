"""The cart, quick order, and the lists of a practice."""

from django.urls import path

from shop.cart.views import alerts, basket, lists, quick

app_name = "cart"

urlpatterns = [
    path("winkelwagen/", basket.show, name="show"),
    path("winkelwagen/erbij/", basket.add, name="add"),
    path("winkelwagen/aantal/", basket.update, name="update"),
    path("winkelwagen/eruit/", basket.remove, name="remove"),
    path("winkelwagen/bewaren/", lists.keep_cart, name="keep"),
    path("snel-bestellen/", quick.quick_order, name="quick"),
    path("mijn/lijsten/", lists.all_lists, name="lists"),
    path("mijn/lijsten/artikel/<int:variant_id>/", lists.keep_article, name="keep_article"),
    path("mijn/seintjes/", alerts.mine, name="alerts"),
    path("mijn/seintjes/artikel/<int:variant_id>/", alerts.ask, name="ask_alert"),
    path("mijn/seintjes/<int:alert_id>/weg/", alerts.drop, name="drop_alert"),
    path("mijn/lijsten/<int:list_id>/prijzen/", alerts.watch, name="watch"),
    path("mijn/lijsten/<int:list_id>/", lists.show, name="list"),
    path("mijn/lijsten/<int:list_id>/bestellen/", lists.order, name="list_order"),
    path("mijn/lijsten/<int:list_id>/aantallen/", lists.save, name="list_save"),
    path("mijn/lijsten/<int:list_id>/eraf/", lists.remove, name="list_remove"),
    path("mijn/lijsten/<int:list_id>/naam/", lists.rename, name="list_rename"),
    path("mijn/lijsten/<int:list_id>/verwijderen/", lists.delete, name="list_delete"),
]
