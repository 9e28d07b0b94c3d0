"""The cards of this floor in the privacy centre, in the order in which people see them."""

from django.utils.translation import gettext_lazy as _

# Title, address, what one finds there, position, icon.
OURS = (
    (
        _("What we hold"),
        "privacy:held",
        _("Everything we know about you: why, until when and from whom, and where you change it."),
        10,
        "list",
    ),
    (
        _("A copy of your data"),
        "privacy:copy",
        _("Take everything along in one file, to read and to use elsewhere."),
        15,
        "download",
    ),
    (
        _("With whom it was shared"),
        "privacy:shared",
        _("What left our house about you: per parcel, payment and letter."),
        20,
        "external-link",
    ),
    (
        _("Who looked"),
        "privacy:looked",
        _("Which role of our staff opened your data, on which day and for what."),
        30,
        "users",
    ),
    (
        _("What you hear from us"),
        "privacy:preferences",
        _("News, surveys and more, by e-mail, text message or telephone: each as easily ended as begun."),
        40,
        "bell",
    ),
    (
        _("Your own shop"),
        "privacy:personalisation",
        _("Whether the shop remembers what you looked at. It does not, unless you switch it on."),
        50,
        "sliders-horizontal",
    ),
    (
        _("Your requests"),
        "privacy:requests",
        _("Correction, restriction, objection, a question or a complaint; and by when we answer."),
        70,
        "clipboard-list",
    ),
    (
        _("Erase my data"),
        "privacy:erasure",
        _("See first what would go and what the law makes us keep; then decide."),
        90,
        "trash-2",
    ),
)
