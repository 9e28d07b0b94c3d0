"""Every address of the outside world: the services as the shop calls them, and pages for people."""

from django.urls import path

from d4d.simulator import brevo, faults, inbox, ledger, pages, post_office, sms, software, vies
from d4d.simulator.carriers import dhl, dpd, postnl
from d4d.simulator.mollie import checkout, methods, payments, recurring, refunds

_MOLLIE = "mollie/v2/"
_CUSTOMER = f"{_MOLLIE}customers/<str:customer_id>"
_PAYMENT = f"{_MOLLIE}payments/<str:payment_id>"
_STATUS = "postnl/shipment/v2/status/"

urlpatterns = [
    path(f"{_MOLLIE}payments", payments.payments),
    path(_PAYMENT, payments.payment),
    path(f"{_PAYMENT}/refunds", refunds.refunds),
    path(f"{_PAYMENT}/refunds/<str:refund_id>", refunds.refund),
    path(f"{_PAYMENT}/chargebacks", refunds.chargebacks),
    path(f"{_MOLLIE}methods", methods.methods),
    path(f"{_MOLLIE}methods/<str:method>", methods.method),
    path(f"{_MOLLIE}customers", recurring.customers),
    path(_CUSTOMER, recurring.customer),
    path(f"{_CUSTOMER}/payments", recurring.customer_payments),
    path(f"{_CUSTOMER}/mandates", recurring.mandates),
    path(f"{_CUSTOMER}/mandates/<str:mandate_id>", recurring.mandate),
    path("mollie/images/<str:method>.svg", methods.image),
    path("mollie/checkout/<str:payment_id>/", checkout.checkout),
    path("betalingen/", checkout.desk),
    path("postnl/shipment/v1_1/barcode", postnl.barcode),
    path("postnl/shipment/v2_2/label", postnl.shipment_label),
    path("postnl/v1/shipment", postnl.shipment_label),
    path("postnl/shipment/v2/confirm", postnl.confirm),
    path(f"{_STATUS}barcode/<str:barcode>", postnl.status),
    path(f"{_STATUS}reference/<str:reference>", postnl.status_by_reference),
    path(f"{_STATUS}<str:customer_number>/updatedshipments", postnl.updates),
    path("dhl/authenticate/api-key", dhl.login),
    path("dhl/authenticate/refresh-token", dhl.refresh),
    path("dhl/shipments", dhl.shipments),
    path("dhl/labels/<str:label_id>", dhl.shipment_label),
    path("dhl/track-trace", dhl.track),
    path("dpd/auth/login", dpd.login),
    path("dpd/api/connect/v1/shipment", dpd.shipments),
    path("dpd/api/connect/v1/parcel/status/<str:number>", dpd.status),
    path("dpd/api/connect/v1/parcel/label/<str:number>", dpd.parcel_label),
    path("pakketten/", pages.parcel_list),
    path("pakketten/<str:number>/scan", pages.scan),
    path("pakketten/<str:number>/label.pdf", pages.label_of),
    path("parcels.json", pages.parcels_as_json),
    path("vies/rest-api/check-vat-number", vies.check),
    path("vies/rest-api/check-vat-test-service", vies.check),
    path("vies/rest-api/ms/<str:country>/vat/<str:number>", vies.member_state),
    path("brevo/v3/smtp/email", brevo.send),
    path("mail/", inbox.overview),
    path("mail.json", inbox.as_json),
    path("mail/schrijven/", post_office.write),
    path("mail/<str:number>/", inbox.mail),
    path("mail/<str:number>/melding", brevo.report),
    path("mail/<str:number>/antwoord", post_office.reply),
    path("mail/<str:number>/html", inbox.html_part),
    path("mail/<str:number>/bijlage/<str:position>", inbox.attachment),
    path("sms/v1/messages", sms.send),
    path("sms/v1/balance", sms.balance),
    path("sms/", sms.phone),
    path("sms/antwoord", sms.reply),
    path("sms.json", sms.as_json),
    path("software/", software.overview),
    path("software/nieuws", software.hear),
    path("software.json", software.as_json),
    path("faults/", faults.panel),
    path("faults.json", faults.as_json),
    path("ledger", ledger.calls),
    path("logboek/", pages.logbook),
    path("reset", pages.reset),
    path("healthz", pages.healthz),
    path("simulator.css", pages.style),
    path("simulator.svg", pages.icon),
    path("", pages.index),
]
