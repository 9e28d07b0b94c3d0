"""All forms of an answer carry one token; the next answer has another that is as good."""

from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from d4d.foundation.token import token_of


def test_one_token_is_drawn_for_an_answer_and_it_opens_the_door() -> None:
    asked, again = RequestFactory().get("/"), RequestFactory().get("/")
    token = token_of(asked)
    again.META["CSRF_COOKIE"] = asked.META["CSRF_COOKIE"]

    assert token_of(asked) == token
    assert token_of(again) != token
    for sent in (token, token_of(again)):
        form = RequestFactory().post("/", {"csrfmiddlewaretoken": sent})
        form.COOKIES["csrftoken"] = asked.META["CSRF_COOKIE"]
        door = CsrfViewMiddleware(lambda _: HttpResponse())
        door.process_request(form)
        assert door.process_view(form, lambda _: HttpResponse(), (), {}) is None
