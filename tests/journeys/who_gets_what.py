"""What each kind of visitor gets at every address that names a row; `test_access` holds it true."""

from tests.journeys import faults_at, owing_at, returns_at, safety_at, software_at

VISITORS = ("anonymous", "outsider", "reader", "bookkeeper", "staff", "manager")
NOBODY = (404,) * 6
PUBLIC = (200,) * 6
OWN_ORDER = (302, 404, 200, 403, 403, 200)
ORDERING = (302, 404, 403, 403, 403, 302)
MANAGING = (302, 404, 403, 403, 403, 302)

# Name of the address: how it is asked for, and what each of VISITORS gets. The outsider is the manager of
# another practice; staff has no practice and no right.
SHOP: dict[str, tuple[str, tuple[int, ...]]] = {
    "accounts:change_address": ("get", (302, 404, 403, 403, 403, 200)),
    "accounts:retire_address": ("post", MANAGING),
    "accounts:colleague": ("get", (302, 404, 403, 403, 403, 200)),
    "accounts:deactivate": ("post", MANAGING),
    "accounts:hand_over": ("post", MANAGING),
    "accounts:withdraw": ("post", MANAGING),
    "accounts:join": ("get", PUBLIC),  # whoever holds the letter
    "account_confirm_email": ("get", PUBLIC),  # the page says that the link is not good
    "account_reset_password_from_key": ("get", PUBLIC),  # likewise
    "mfa_remove_webauthn": ("get", (302,) * 6),  # asks for the password before it looks for the key
    "mfa_edit_webauthn": ("get", (302,) * 6),  # likewise
    "catalogue:category": ("get", PUBLIC),
    "catalogue:product": ("get", PUBLIC),
    "catalogue:document": ("get", NOBODY),
    "catalogue:drawing": ("get", PUBLIC),
    "catalogue:photo": ("get", NOBODY),
    "invoicing:file": ("get", (302, 404, 403, 200, 403, 200)),
    "invoicing:earlier_file": ("get", (302, 404, 403, 200, 403, 200)),
    "payments:back": ("get", (302, 404, 403, 403, 403, 200)),
    "payments:pay": ("post", ORDERING),
    "payments:webhook": ("post", PUBLIC),  # a hint, believed by nobody
    "privacy:prove": ("get", NOBODY),  # only with the link from a letter
    "privacy:request": ("get", (302, *(200,) * 5)),  # everybody has rights
    "privacy:withdraw_request": ("post", (302, *(404,) * 5)),  # a number that nobody asked under
    "privacy:version": ("get", PUBLIC),
    "privacy:difference": ("get", NOBODY),  # the first version changed nothing
    "privacy:opt_out": ("get", NOBODY),  # only with the key from a message
    "privacy:opt_in_again": ("post", NOBODY),  # likewise
    "privacy:erasure_cancel": ("get", NOBODY),  # only with the key from the letter
    "privacy:text_reply": ("post", NOBODY),  # only with the provider's secret
    "cart:keep_article": ("get", (302, 200, 403, 403, 403, 200)),
    "cart:ask_alert": ("get", (302, 200, 403, 403, 403, 200)),
    "cart:drop_alert": ("post", (302, 404, 404, 403, 403, 404)),  # somebody else's
    "cart:watch": ("post", (302, 404, 302, 403, 403, 302)),
    "cart:list": ("get", OWN_ORDER),
    "cart:list_order": ("post", ORDERING),
    "cart:list_save": ("post", ORDERING),
    "cart:list_remove": ("post", ORDERING),
    "cart:list_rename": ("get", (302, 404, 403, 403, 403, 200)),
    "cart:list_delete": ("get", (302, 404, 403, 403, 403, 200)),
    "privacy:held_section": ("get", (302, *(404,) * 5)),  # a table that nobody has
    "privacy:fetch_copy": ("get", (302, 302, 302, 302, 404, 302)),  # the password first; staff just gave it
    "orders:detail": ("get", OWN_ORDER),
    "orders:cancel": ("get", (302, 404, 403, 403, 403, 200)),
    "orders:reorder": ("post", ORDERING),
    "agreements:detail": ("get", OWN_ORDER),
    "agreements:paper": ("get", (302, 404, 404, 403, 403, 404)),  # it is not printed yet
    "agreements:accept": ("post", MANAGING),
    "agreements:give_notice": ("get", (302, 404, 403, 403, 403, 200)),
    "agreements:take_back_notice": ("post", MANAGING),
    "agreements:choose_payment": ("post", MANAGING),
    "agreements:attach": ("post", MANAGING),
    **software_at.SHOP,
    "outreach:opinion": ("get", NOBODY),  # only with the key from a letter
    **owing_at.SHOP,
    **safety_at.SHOP,
    "service:visit": ("get", OWN_ORDER),
    "service:choose_slot": ("post", ORDERING),
    "service:ask_for_others": ("post", (302, 404, 403, 403, 403, 422)),  # without saying what would suit
    "service:sheet": ("get", OWN_ORDER),
    "service:report_photo": ("get", OWN_ORDER),
    "service:report_patient_data": ("get", (302, 404, 403, 403, 403, 200)),
    "service:report_patient_data_of": ("get", (302, 404, 403, 403, 403, 200)),
    **faults_at.SHOP,
    **returns_at.SHOP,
    "intake:pay": ("get", NOBODY),  # only with the secret from the letter
    "intake:quote": ("get", OWN_ORDER),
    "intake:recurrence": ("get", OWN_ORDER),
    "intake:change_recurrence": ("post", ORDERING),
    "intake:repeat_order": ("get", (302, 404, 403, 403, 403, 200)),
    "intake:repeat_list": ("get", (302, 404, 403, 403, 403, 200)),
    "checkout:approve": ("get", (302, 404, 403, 403, 403, 200)),
    "checkout:placed": ("get", (302, 404, 403, 403, 403, 200)),
    "devices:detail": ("get", OWN_ORDER),
    "devices:change": ("get", (302, 404, 403, 403, 403, 200)),
    "devices:retire": ("post", MANAGING),
    "devices:take_back": ("post", MANAGING),
    "devices:add_report": ("get", (302, 404, 403, 403, 403, 200)),
    "devices:report": ("get", OWN_ORDER),
    "devices:remove_report": ("post", MANAGING),
    "devices:restore_report": ("post", MANAGING),
    "devices:fetch_dossier": ("get", (302, 404, 410, 403, 403, 410)),  # asked for, not ready yet
    "devices:sticker": ("get", OWN_ORDER),
    "devices:scanned": ("get", (302, 404, 302, 403, 403, 302)),  # on to the device
}

# At the desk everybody but staff is sent to sign in, and staff without the right gets this.
DESK: dict[str, int] = {
    "change": 403,
    "delete": 403,
    "history": 403,
    "act": 403,
    "stock_put_right": 403,
    "accounts_user_opt_out": 403,
    "accounts_practice_chain": 403,
    "accounts_practice_merge": 403,
    "accounts_practice_note": 403,
    "accounts_practice_merge_into": 403,
    "privacy_listexport_own": 403,
    "privacy_listexport_file": 403,
    "accounts_practice_glance": 403,
    "privacy_erasurerun_ask": 403,
    "letter": 404,
    "letter_trial": 404,
    "orders_order_lines": 403,
    "orders_order_address": 403,
    "orders_order_more": 403,
    "orders_order_price": 403,
    "agreements_paper": 403,
    **safety_at.DESK,
    "foundation_list_example": 403,
    "invoicing_file": 403,
    "invoicing_earlier_file": 403,
    "invoicing_credit": 403,
    "invoicing_received": 403,
    "invoicing_take_back": 403,
    "invoicing_take_out": 403,
    "invoicing_bank_book": 403,
    "outreach_newsletter_preview": 404,
    "outreach_newsletter_letter": 404,
    "outreach_newsletter_trial": 403,
    "devices_device_put_right": 403,
    "shipping_shipment_expired": 404,
    "shipping_shipment_pack": 404,
    "shipping_shipment_slip": 404,
    "shipping_parcel_label": 404,
    "service_visit_report": 403,
    "service_visit_report_photos": 403,
    "service_visit_report_photo": 403,
    "service_visit_report_sheet": 403,
    "service_checklist_new": 403,
    "service_checklist_publish": 403,
    "service_fault_photo": 404,
    "service_fault_paper": 404,
    "returns_photo": 404,
    "view_on_site": 404,
    "app_list": 404,
    "": 302,  # Django's old address of a row leads to its change page, which refuses
}
