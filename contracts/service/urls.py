"""The service pages of a practice."""

from django.urls import path

from contracts.service.views import cases, faults, patient_data, repairs, reporting, visits

app_name = "service"

FAULT = "mijn/storingen/<str:number>/"
DRAFT = "mijn/storingen/melden/<int:draft_id>/"
VISIT = "mijn/onderhoud/<int:visit_id>/"
CASE = "mijn/vragen/<str:number>/"
PATIENT = "patientgegevens/<str:what>/"

urlpatterns = [
    path("mijn/onderhoud/", visits.visits, name="visits"),
    path(VISIT, visits.visit, name="visit"),
    path(f"{VISIT}kiezen/", visits.choose, name="choose_slot"),
    path(f"{VISIT}ander-moment/", visits.ask_for_others, name="ask_for_others"),
    path(f"{VISIT}verslag.pdf", visits.sheet, name="sheet"),
    path(f"{VISIT}fotos/<int:photo_id>/", visits.photo, name="report_photo"),
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
    path(f"{FAULT}{PATIENT}", patient_data.in_fault, name="patient_data"),
    path(f"{FAULT}{PATIENT}<int:row_id>/", patient_data.in_fault, name="patient_data_of"),
    path(f"{VISIT}{PATIENT}", patient_data.in_report, name="report_patient_data"),
    path(f"{VISIT}{PATIENT}<int:row_id>/", patient_data.in_report, name="report_patient_data_of"),
    path("contact/gevraagd/", cases.asked, name="asked"),
    path("mijn/vragen/", cases.own, name="cases"),
    path("mijn/vragen/nieuw/", cases.ask, name="ask"),
    path(CASE, cases.detail, name="case"),
    path(f"{CASE}{PATIENT}", patient_data.in_case, name="case_patient_data"),
    path(f"{CASE}{PATIENT}<int:row_id>/", patient_data.in_case, name="case_patient_data_of"),
    path(f"{CASE}bijlage/<int:pk>/", cases.attachment, name="case_attachment"),
]
