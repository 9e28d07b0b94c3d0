"""What pages of the account area say about the privacy statement."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from privacy import notice

register = template.Library()


@register.inclusion_tag("privacy/statement/_news.html", takes_context=True)
def statement_news(context: Context) -> dict[str, Any]:
    """A change of the statement that the visitor has not seen yet, and a button to say that they have."""
    request = context["request"]
    version = notice.news_for(request.user.subject.uuid)
    summary = version.summary_in(get_language() or "") if version else ""
    return {
        "version": version,
        "summary": summary,
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }
