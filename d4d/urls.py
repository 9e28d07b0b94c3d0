"""Every address of the house."""

from django.contrib import admin
from django.urls import include, path

from contracts.service.views import cases
from d4d import views

# The pages that most visitors open come first: an address is compared with one pattern after another.
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("shop.catalogue.urls")),
    path("", include("shop.cart.urls")),
    path("contact/", cases.contact, name="contact"),
    path("voorwaarden/", views.page, {"name": "terms"}, name="terms"),
    path("toegankelijkheid/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("statusz", admin.site.admin_view(views.statusz), name="statusz"),
    path("_sim/", views.simulator, name="simulator"),
    path("beheer/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("privacy.urls")),
    path("", include("shop.invoicing.urls")),
    path("", include("shop.payments.urls")),
    path("", include("shop.debtors.urls")),
    path("", include("shop.orders.urls")),
    path("", include("shop.checkout.urls")),
    path("", include("shop.returns.urls")),
    path("", include("shop.intake.urls")),
    path("", include("shop.outreach.urls")),
    path("", include("contracts.agreements.urls")),
    path("", include("contracts.service.urls")),
    path("", include("contracts.devices.urls")),
    path("", include("d4d.api.urls")),
]
