"""A page asked for without a session: where it leads, and that nothing that was typed gets lost on the way."""

import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.urls import urlpatterns as site
from network.access import role_required, signed_in, typed_before
from network.enums import Role
from network.models import ParkedForm, User
from network.workflows.parking import MOST_BYTES
from tests.factories import UserFactory


class NoteForm(forms.Form):
    """A note and its themes."""

    note = forms.CharField(max_length=5000)
    themes = forms.MultipleChoiceField(choices=[("housing", "Housing"), ("health", "Health")], required=False)


PAGE = engines["django"].from_string(
    '{% if parked %}{% include "components/parked_notice.html" %}{% endif %}<form method="post">{{ form }}</form>'
)


@signed_in
def write(request: HttpRequest) -> HttpResponse:
    """A page with a form, which finds what was typed before."""
    typed = typed_before(request)
    form = NoteForm(request.POST if request.method == "POST" else typed)
    if request.method == "POST" and form.is_valid():
        return redirect("/written/")
    return HttpResponse(
        PAGE.render({"form": form, "parked": typed is not None}, request), status=422 if form.errors else 200
    )


@signed_in
@require_POST
def act(_request: HttpRequest) -> HttpResponse:
    """An address that only takes forms."""
    return redirect("/written/")


@signed_in
def read(_request: HttpRequest) -> HttpResponse:
    """A page that knows nothing of forms."""
    return HttpResponse("read")


@role_required(Role.REVIEWER)
def review(_request: HttpRequest) -> HttpResponse:
    """A page of reviewers."""
    return HttpResponse("reviewed")


urlpatterns = [
    path("write/", write),
    path("act/", act),
    path("read/", read),
    path("review/", review),
    path("", include(site)),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
NOTE = {"note": "Γεια & <b>καλημέρα</b>\r\n=HYPERLINK(1)", "themes": ["housing", "health"]}


@pytest.fixture
def visitor(client: Client) -> Client:
    return client


@pytest.fixture
def user() -> User:
    person: User = UserFactory.create()
    return person


@pytest.fixture
def limits(settings: Any) -> None:
    """Those of production, with nothing used up yet."""
    settings.RATE_LIMIT_FACTOR = 1
    cache.clear()


def next_of(answer: Any) -> str:
    """Where signing in leads."""
    found = re.fullmatch(r"/account/sign-in/\?next=(.*)", answer["Location"])
    assert found
    return unquote(found[1])


def typed_on(page: Any) -> list[tuple[str, str]]:
    """The fields that a page sends again, without its token."""
    again = page.text.partition('<section class="typed"')[2]
    found = re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', again, re.DOTALL)
    return [(unescape(name), unescape(value)) for name, value in found if name != "csrfmiddlewaretoken"]


def test_a_page_leads_to_signing_in_and_back(visitor):
    answer = visitor.get("/read/?a=b&c=d")
    assert (answer.status_code, next_of(answer), ParkedForm.objects.count()) == (302, "/read/?a=b&c=d", 0)


def test_what_was_posted_is_in_the_form_after_signing_in(visitor, user):
    back = next_of(visitor.post("/write/?draft=7", NOTE))
    visitor.force_login(user)
    page = visitor.get(back)
    assert back.startswith("/write/?draft=7&parked=")
    assert "What you typed is below and not saved yet." in page.text
    form = NoteForm(typed_before(page.wsgi_request))
    assert (form.is_valid(), form.cleaned_data) == (True, NOTE)


def test_opening_the_page_again_finds_it_again(visitor, user):
    back = next_of(visitor.post("/write/", NOTE))
    visitor.force_login(user)
    assert [visitor.get(back).text.count("not saved yet") for _time in range(2)] == [1, 1]


def test_a_save_that_succeeds_takes_it_off(visitor, user):
    back = next_of(visitor.post("/write/", NOTE))
    visitor.force_login(user)
    assert (visitor.post(back, NOTE).status_code, ParkedForm.objects.count()) == (302, 0)
    assert "not saved yet" not in visitor.get(back).text


def test_a_form_may_carry_the_token_as_a_field(visitor, user):
    token = next_of(visitor.post("/write/", NOTE)).partition("parked=")[2]
    visitor.force_login(user)
    visitor.post("/write/", NOTE | {"parked": token})
    assert ParkedForm.objects.count() == 0


def test_a_save_that_is_refused_leaves_it(visitor, user):
    back = next_of(visitor.post("/write/", NOTE))
    visitor.force_login(user)
    assert (visitor.post(back, {"note": ""}).status_code, ParkedForm.objects.count()) == (422, 1)


def test_a_session_that_ends_once_more_parks_the_newer_words(visitor, user):
    back = next_of(visitor.post("/write/", NOTE))
    newer = next_of(visitor.post(back, {"note": "newer"}))
    visitor.force_login(user)
    assert newer.count("parked=") == 1
    typed = typed_before(visitor.get(newer).wsgi_request)
    assert typed is not None
    assert typed["note"] == "newer"


@pytest.mark.parametrize("address", ["/act/", "/read/"])
def test_where_no_page_asks_for_it_a_page_sends_it_again(visitor, user, address):
    back = next_of(visitor.post(address, NOTE))
    visitor.force_login(user)
    page = visitor.get(back)
    assert (page.status_code, "Not saved yet" in page.text) == (200, True)
    assert typed_on(page) == [("note", NOTE["note"]), ("themes", "housing"), ("themes", "health")]
    assert f'<form action="{back}" method="post">' in page.text


def test_a_get_with_a_token_that_leads_nowhere_is_answered_as_without(visitor, user):
    visitor.force_login(user)
    assert visitor.get("/read/?parked=guessed").text == "read"


def test_v8_2_2_another_browser_finds_nothing(visitor, user):
    back = next_of(visitor.post("/write/", NOTE))
    other = Client()
    other.force_login(user)
    assert typed_before(other.get(back).wsgi_request) is None


def test_v3_3_the_key_of_the_browser_is_no_scripts_business(visitor):
    cookie = visitor.post("/write/", NOTE).cookies["parked"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/", 86400)


def test_a_browser_keeps_its_key(visitor):
    first, second = (visitor.post("/write/", NOTE).cookies["parked"].value for _time in range(2))
    assert first == second


def test_a_key_that_the_site_did_not_make_is_replaced(visitor):
    visitor.cookies["parked"] = "x"
    assert len(visitor.post("/write/", NOTE).cookies["parked"].value) == 43


def test_secrets_files_and_tokens_are_not_kept(visitor):
    document = SimpleUploadedFile("plan.pdf", b"%PDF")
    secrets = {"password": "p", "old_passwd": "p", "code": "123456", "csrfmiddlewaretoken": "t", "client_secret": "s"}
    visitor.post("/write/", {"note": "n", "document": document, "form_token": "f"} | secrets)
    assert ParkedForm.objects.get().fields == {"note": ["n"], "form_token": ["f"]}


def test_a_form_with_nothing_typed_leaves_nothing(visitor):
    visitor.post("/act/", {"csrfmiddlewaretoken": "t", "note": " "})
    assert ParkedForm.objects.count() == 0


def test_the_visitor_is_told_that_it_is_kept(visitor):
    page = visitor.post("/write/", NOTE, follow=True)
    assert "You were signed out. Sign in again: what you typed is kept." in page.text


def test_what_is_too_much_to_keep_stays_on_the_screen(visitor):
    long = {"note": "x" * (MOST_BYTES + 1)}
    page = visitor.post("/write/", long)
    assert (page.status_code, ParkedForm.objects.count()) == (403, 0)
    assert typed_on(page) == [("note", long["note"])]
    assert "Sign in in another tab, then come back" in page.text


def test_v2_4_1_who_sends_on_and_on_is_kept_from_filling_the_table(visitor, limits):
    answers = [visitor.post("/write/", NOTE).status_code for _time in range(21)]
    assert (answers, ParkedForm.objects.count()) == ([302] * 20 + [403], 20)


def test_v2_4_1_another_address_has_a_share_of_its_own(visitor, limits):
    for _time in range(21):
        visitor.post("/write/", NOTE)
    assert visitor.post("/write/", NOTE, REMOTE_ADDR="192.0.2.7").status_code == 302


SCRIPTS = [
    ({"HX-Request": "true"}, "text/html; charset=utf-8"),
    ({"X-Requested-With": "XMLHttpRequest"}, "application/problem+json"),
]


@pytest.mark.parametrize(("headers", "kind"), SCRIPTS, ids=["htmx", "fetch"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_script_is_told_to_sign_in_and_keeps_the_text_itself(visitor, headers, kind, method):
    answer = getattr(visitor, method)("/write/", NOTE, headers=headers)
    assert (answer.status_code, answer["Content-Type"], ParkedForm.objects.count()) == (401, kind, 0)
    assert "You are signed out. Sign in again in another tab, then go on here." in answer.text


def test_another_role_gets_the_page_that_says_whose_it_is(visitor, user):
    visitor.force_login(user)
    page = visitor.get("/review/")
    assert (page.status_code, "This page is for: Reviewer." in page.text) == (403, True)


def test_the_role_of_the_page_opens_it(visitor):
    visitor.force_login(UserFactory(reviewer=True))
    assert visitor.get("/review/").text == "reviewed"


def test_a_page_of_a_role_keeps_what_was_posted_too(visitor):
    visitor.post("/review/", NOTE)
    assert ParkedForm.objects.get().path == "/review/"
