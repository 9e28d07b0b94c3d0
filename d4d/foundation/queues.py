"""The queues of the worker, by the nature of the job."""

QUEUES = ("default", "courier", "mail", "pdf", "payments", "webhooks")
