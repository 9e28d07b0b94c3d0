"""The service pages of a practice."""

from django.urls import path

from contracts.service.views import cases, faults, repairs, reporting, visits

app_name = "service"

FAULT = "mijn/storingen/<str:number>/"
DRAFT = "mijn/storingen/melden/<int:draft_id>/"

urlpatterns = [
    path("mijn/onderhoud/", visits.visits, name="visits"),
    path("mijn/onderhoud/<int:visit_id>/", visits.visit, name="visit"),
    path("mijn/onderhoud/<int:visit_id>/kiezen/", visits.choose, name="choose_slot"),
    path("mijn/onderhoud/<int:visit_id>/ander-moment/", visits.ask_for_others, name="ask_for_others"),
    path("mijn/onderhoud/<int:visit_id>/verslag.pdf", visits.sheet, name="sheet"),
    path("mijn/onderhoud/<int:visit_id>/fotos/<int:photo_id>/", visits.photo, name="report_photo"),
    path("mijn/storingen/", faults.all_faults, name="faults"),
    path("mijn/storingen/melden/", reporting.report_fault, name="report_fault"),
    path(f"{DRAFT}klacht/", reporting.problem, name="report_problem"),
    path(f"{DRAFT}urgentie/", reporting.urgency, name="report_urgency"),
    path(f"{DRAFT}controleren/", reporting.check, name="report_check"),
    path(f"{DRAFT}foto/<int:photo_id>/weg/", reporting.photo_off, name="report_photo_off"),
    path("mijn/storingen/foto/<int:photo_id>/", faults.photo, name="fault_photo"),
    path(FAULT, faults.fault, name="fault"),
    path(f"{FAULT}annuleren/", faults.withdraw, name="fault_withdraw"),
    path(f"{FAULT}schoon/", repairs.declare_clean, name="declare_clean"),
    path(f"{FAULT}offerte/<int:quote_id>/", repairs.decide_quote, name="decide_quote"),
    path(f"{FAULT}<str:what>.pdf", repairs.paper, name="fault_paper"),
    path(f"{FAULT}<str:what>/<int:row_id>.pdf", repairs.paper, name="fault_paper_of"),
    path(f"{FAULT}patientgegevens/<str:what>/", faults.patient_data_found, name="patient_data"),
    path(
        f"{FAULT}patientgegevens/<str:what>/<int:row_id>/", faults.patient_data_found, name="patient_data_of"
    ),
    path("contact/gevraagd/", cases.asked, name="asked"),
    path("mijn/vragen/", cases.own, name="cases"),
    path("mijn/vragen/nieuw/", cases.ask, name="ask"),
    path("mijn/vragen/<str:number>/", cases.detail, name="case"),
    path("mijn/vragen/<str:number>/bijlage/<int:pk>/", cases.attachment, name="case_attachment"),
]
