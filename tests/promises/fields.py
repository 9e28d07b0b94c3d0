"""Every question of every form, and the declared column in which its answer is kept.

A question that is not in this list fails the tests: whoever adds one says here where its answer lies, or why
it is not kept.
"""

KEPT_IN: dict[str, str] = {
    # who somebody is
    "salutation": "accounts.User.salutation",
    "first_name": "accounts.User.first_name",
    "last_name": "accounts.User.last_name",
    "username": "accounts.User.username",
    "email": "accounts.User.email",
    "password": "accounts.User.password",
    "language": "accounts.User.language",
    "OwnDetails.phone": "accounts.User.phone",
    "InvitationForm.email": "accounts.Invitation.email",
    "InvitationForm.role": "accounts.Invitation.role",
    "role": "accounts.Membership.role",
    "order_limit": "accounts.Membership.order_limit_cents",
    # the practice
    "name": "accounts.Practice.name",
    "kind": "accounts.Practice.kind",
    "kvk_number": "accounts.Practice.kvk_number",
    "is_unregistered": "accounts.Practice.is_unregistered",
    "vat_id": "accounts.Practice.vat_id",
    "phone": "accounts.Practice.phone",
    "billing_email": "accounts.Practice.billing_email",
    "invoice_rhythm": "accounts.Practice.invoice_rhythm",
    "wants_ubl": "accounts.Practice.wants_ubl",
    "sees_prices_including_vat": "accounts.Practice.sees_prices_including_vat",
    "hears_of_delivery": "accounts.Practice.hears_of_delivery",
    # addresses
    "label": "accounts.Address.label",
    "is_delivery_default": "accounts.Address.is_delivery_default",
    "is_billing": "accounts.Address.is_billing",
    **{
        f"{prefix}{name}": f"accounts.Address.{name}"
        for prefix in ("", "invoice_")
        for name in ("street", "house_number", "addition", "postcode", "city", "country")
    },
    # what is ordered
    "variant": "cart.CartLine.variant",
    "quantity": "cart.CartLine.quantity",
    "KeepForm.name": "cart.ShoppingList.name",
    "KeepForm.quantity": "cart.ShoppingListLine.quantity",
    "ListNameForm.name": "cart.ShoppingList.name",
    "text": "cart.CartLine.variant",
    "delivery_note": "orders.Order.delivery_note",
    "reference": "orders.Order.reference",
    "ships_complete": "orders.Order.ships_complete",
    "address_id": "orders.Order.delivery_street",
    "way": "orders.Order.terms",
    "key": "orders.Order.key",
    "objects_to_news": "privacy.ConsentEvent.action",
    "CancelForm.reason": "orders.Cancellation.reason",
    "RefusalForm.reason": "orders.Cancellation.reason",
    "AskQuoteForm.note": "intake.PriceQuote.note",
    "RepeatForm.name": "intake.Recurrence.name",
    "RepeatForm.weeks": "intake.Recurrence.weeks",
    # what somebody asks about their data
    "about": "privacy.Request.about",
    "statement": "privacy.Request.statement",
    "CorrectionForm.text": "privacy.Request.text",
    "RestrictionForm.text": "privacy.Request.text",
    "ObjectionForm.text": "privacy.Request.text",
    "QuestionForm.text": "privacy.Request.text",
    "ComplaintForm.text": "privacy.Request.text",
    "VisitorForm.text": "privacy.Request.text",
    "VisitorForm.name": "privacy.Request.name",
    "VisitorForm.email": "privacy.Request.email",
    "VisitorForm.kind": "privacy.Request.kind",
    # devices, and what others say of them
    **{
        f"DeviceForm.{name}": f"devices.Device.{name}"
        for name in (
            "bought_on",
            "brand",
            "colour",
            "connection",
            "lot",
            "model",
            "room",
            "serial",
            "udi_di",
            "warranty_until",
        )
    },
    **{
        f"ReportForm.{name}": f"devices.InspectionReport.{name}"
        for name in ("done_on", "title", "valid_until")
    },
    "AnswerForm.left": "devices.RecallNotice.pieces_left",
    "AnswerForm.used": "devices.RecallNotice.pieces_used",
    # contracts
    "DeviceForm.on": "agreements.ContractLine.ends_on",
    "NoticeForm.on": "agreements.Contract.notice_given_on",
    "NoticeForm.reason": "foundation.StateChange.reason",
    "PaymentForm.payment": "agreements.Contract.payment",
    # visits and reports
    "OthersForm.reason": "foundation.StateChange.reason",
    "DeviceForm.outcome": "service.ReportDevice.outcome",
    "DeviceForm.note": "service.ReportDevice.note",
    "ReportForm.photos": "service.ReportPhoto.file",
    **{
        f"ReportForm.{name}": f"service.ServiceReport.{name}"
        for name in ("labour_minutes", "remarks", "signed_by")
    },
    # faults
    "DeviceForm.device": "service.Fault.device",
    "DeviceForm.is_second": "service.Fault.is_second",
    "ProblemForm.problem": "service.Fault.problem",
    "ProblemForm.description": "service.Fault.description",
    "UrgencyForm.urgency": "service.Fault.urgency",
    "UrgencyForm.photos": "service.FaultPhoto.file",
    **{
        f"DecontaminationForm.{name}": f"service.Decontamination.{name}"
        for name in ("by_name", "done_on", "method", "stored_data", "treatment")
    },
    # what is sent back
    **{
        f"ReturnForm.{name}": f"returns.Return.{name}"
        for name in ("explanation", "quantity", "reason", "wish")
    },
    "ReturnForm.photos": "returns.ReturnPhoto.file",
    # links with software
    "KeyForm.name": "api.AccessKey.name",
    "KeyForm.scopes": "api.AccessKey.scopes",
    "KeyForm.days": "api.AccessKey.expires_on",
    "WebhookForm.url": "api.Webhook.url",
    "WebhookForm.news": "api.Webhook.news",
    # opinions
    "score": "outreach.Answer.score",
    "would_recommend": "outreach.Answer.would_recommend",
    # questions
    "MemberQuestionForm.device": "service.Case.device",
    "MemberQuestionForm.order": "service.Case.order",
}
NOT_KEPT: dict[str, str] = {
    "CodeForm.code": "compared with the code that went to the telephone",
    "fact": "compared with what we know, to tell who somebody is",
    "remember": "how long the session lasts",
    "file": "read and let go, as the text beside it",
    "kept": "which list, among one's own",
    "invoice_elsewhere": "opens the questions about a second address",
    "was_asked": "that the question beside it was on the page",
    "seen": "the fingerprint of the prices that were on the page",
    "first": "the period of a download",
    "last": "the period of a download",
    **{
        f"DeviceFilterForm.{name}": "what a list of one's own is narrowed by"
        for name in ("kamer", "papieren", "q", "soort", "staat")
    },
    "DeviceForm.code": "read into the questions beside it",
    "DeviceForm.is_sure": "that the warning beside it was read",
    "VisitorQuestionForm.website": "a trap for machines; people leave it empty",
}
# Staff fill these in at their desk, about goods, parcels, money and decisions.
AT_THE_DESK = {
    "AddForm",
    "AgreePriceForm",
    "ElsewhereForm",
    "AcceptReturnForm",
    "AdjustForm",
    "ArrangeForm",
    "AssessForm",
    "CancelLinesForm",
    "ConclusionForm",
    "CountForm",
    "CreditForm",
    "DecisionForm",
    "DisputeForm",
    "DocumentForm",
    "EntryForm",
    "ExpiredForm",
    "GoodsForm",
    "HandOverForm",
    "LabelForm",
    "LineForm",
    "LineOffForm",
    "LinkForm",
    "LoanForm",
    "LookUpForm",
    "MergeForm",
    "NewDeviceForm",
    "NewsletterForm",
    "OfferForm",
    "OptOutForm",
    "OutcomeForm",
    "PackForm",
    "PatientDataForm",
    "PauseForm",
    "PhoneForm",
    "PlanForm",
    "PrepareForm",
    "PricedForm",
    "ProductForm",
    "ReasonForm",
    "ReceiptForm",
    "ReceiveForm",
    "ReceivedForm",
    "RecogniseForm",
    "RefuseReturnForm",
    "SecondLookForm",
    "RunForm",
    "SettleForm",
    "SolutionForm",
    "StaffCaseForm",
    "SupplierForm",
    "TakeBackForm",
    "TakeDownForm",
    "TakeOverForm",
    "TimesForm",
    "WriteForm",
    "WriteOffForm",
}
