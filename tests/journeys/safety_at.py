"""Who gets what at the addresses of recalls and of questions to customer service."""

SHOP: dict[str, tuple[str, tuple[int, ...]]] = {
    "devices:recall_answer": ("get", (404,) * 6),  # only with the key from the letter
    "service:case": ("get", (302, 404, 404, 403, 403, 404)),  # a number that nobody asked under
    "service:case_attachment": ("get", (302, 404, 404, 403, 403, 404)),
    "service:case_patient_data": ("get", (302, 404, 403, 403, 403, 404)),
    "service:case_patient_data_of": ("get", (302, 404, 403, 403, 403, 404)),
}

DESK = {
    "devices_recall_listing": 403,
    "devices_recall_report": 403,
    "devices_recallnotice_letter": 403,
    "service_case_attachment": 403,
}
