"""The contracts of a practice."""

from django.urls import path

from contracts.agreements.views import acts, own

app_name = "agreements"

urlpatterns = [
    path("mijn/contracten/", own.all_contracts, name="list"),
    path("mijn/contracten/<str:number>/", own.detail, name="detail"),
    path("mijn/contracten/<str:number>/contract.pdf", own.paper, name="paper"),
    path("mijn/contracten/<str:number>/akkoord/", acts.accept, name="accept"),
    path("mijn/contracten/<str:number>/opzeggen/", acts.give_notice, name="give_notice"),
    path("mijn/contracten/<str:number>/blijven/", acts.take_back_notice, name="take_back_notice"),
    path("mijn/contracten/<str:number>/betaalwijze/", acts.choose_payment, name="choose_payment"),
    path("mijn/contracten/<str:number>/apparaat/<int:line_id>/", acts.attach, name="attach"),
]
