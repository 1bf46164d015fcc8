"""Refusals as pages: domain errors, forms without a good token, requests too large; what was typed stands on each."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from config.refusals import bad_request
from config.urls import urlpatterns as site
from network.errors import InvalidRecord, NotAllowed, Overtaken, StillAnswering
from tests.factories import UserFactory


def note(request: HttpRequest) -> HttpResponse:
    """Takes a note."""
    return HttpResponse(request.POST["note"] if request.method == "POST" else "form")


def fails(request: HttpRequest, which: str) -> HttpResponse:
    """Raises what no view would catch."""
    errors: dict[str, Exception] = {
        "invalid": InvalidRecord({"title": ["Give a title.", "A short one."]}),
        "not-allowed": NotAllowed("Only the secretariat may do this."),
        "overtaken": Overtaken("Ana decided at 10:15."),
        "still": StillAnswering(),
        "denied": PermissionDenied("This page is for: Reviewer."),
        "denied-wordless": PermissionDenied(),
    }
    raise errors[which]


handler400 = bad_request
urlpatterns = [path("note/", note), path("fails/<str:which>/", fails), path("", include(site))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
HERE = {"Origin": "http://testserver"}
NOTE = "Ñ & <script>alert(1)</script>\r\n\r\n=1+1"


@pytest.fixture
def browser() -> Client:
    """One whose token is checked, and does not fit: it was made before somebody signed in."""
    return Client(enforce_csrf_checks=True)


def typed_on(page: Any) -> list[tuple[str, str]]:
    again = page.text.partition('<section class="typed"')[2]
    found = re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', again, re.DOTALL)
    return [(unescape(name), unescape(value)) for name, value in found]


def heading(page: Any) -> str:
    (found,) = re.findall(r'<h1 class="page-head__title">(.*?)</h1>', page.text)
    return str(found)


def test_a_form_without_a_good_token_can_be_sent_once_more_from_the_answer(browser):
    page = browser.post(
        "/note/?draft=7", {"note": NOTE, "form_token": "f", "csrfmiddlewaretoken": "old"}, headers=HERE
    )
    fields = dict(typed_on(page))
    token = fields.pop("csrfmiddlewaretoken")
    assert (page.status_code, heading(page), fields) == (
        403,
        "The form has expired",
        {"note": NOTE, "form_token": "f"},
    )
    assert '<form action="/note/?draft=7" method="post">' in page.text
    assert browser.post("/note/", {"note": NOTE, "csrfmiddlewaretoken": token}, headers=HERE).text == NOTE


def test_what_was_typed_is_shown_as_text(browser):
    page = browser.post("/note/", {"note": NOTE, "form_token": "f"}, headers=HERE)
    shown = re.findall(r'<dt class="typed__name">(.*?)</dt><dd class="typed__value">(.*?)</dd>', page.text, re.DOTALL)
    assert [(name, unescape(value)) for name, value in shown] == [("note", NOTE)]


def test_after_a_sign_in_in_another_tab_nothing_typed_is_lost(browser):
    old = browser.get("/account/sign-in/").cookies["csrf"].value
    browser.force_login(UserFactory())
    browser.cookies.pop("csrf")
    page = browser.post("/note/", {"note": NOTE, "csrfmiddlewaretoken": old}, headers=HERE)
    fields = dict(typed_on(page))
    assert browser.post("/note/", fields, headers=HERE).text == NOTE


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": "https://evil.example/testserver"}, {}],
    ids=["origin", "hidden", "referer", "silent"],
)
def test_v3_5_1_the_form_of_another_site_comes_no_click_closer(browser, headers):
    page = browser.post("/note/", {"note": NOTE}, headers=headers)
    assert (page.status_code, "alert(1)" in page.text, "Send it again" in page.text) == (403, False, False)


def test_a_browser_that_only_names_the_page_before_is_believed(browser):
    page = browser.post("/note/", {"note": NOTE}, headers={"Referer": "http://testserver/note/"})
    assert ("note", NOTE) in typed_on(page)


def test_secrets_and_files_are_not_sent_again_and_the_page_says_so(browser):
    plan = SimpleUploadedFile("plan.pdf", b"%PDF")
    page = browser.post("/note/", {"note": "n", "password": "correct horse", "plan": plan}, headers=HERE)
    assert [name for name, _value in typed_on(page)] == ["csrfmiddlewaretoken", "note"]
    assert "correct horse" not in page.text
    said = ["Files have to be chosen again." in page.text, "Passwords and codes are not kept" in page.text]
    assert said == [True, True]


@pytest.mark.parametrize("header", ["HX-Request", "X-Requested-With"])
def test_a_script_is_told_to_keep_the_text(browser, header):
    answer = browser.post("/note/", {"note": NOTE}, headers=HERE | {header: "true"})
    assert (answer.status_code, "alert(1)" in answer.text, "Keep what you typed" in answer.text) == (403, False, True)


PAGES = [
    ("invalid", 422, "This cannot be taken as it is", "The record breaks rules: see “errors”."),
    ("not-allowed", 403, "Not open to you", "Only the secretariat may do this."),
    ("overtaken", 409, "Something else happened in the meantime", "Ana decided at 10:15."),
    ("denied", 403, "Not open to you", "This page is for: Reviewer."),
    ("denied-wordless", 403, "Not open to you", "Your account does not have the rights that this page asks for."),
]


@pytest.mark.parametrize(("which", "status", "title", "said"), PAGES)
def test_a_domain_error_that_no_view_caught_is_a_page(client, which, status, title, said):
    page = client.get(f"/fails/{which}/")
    assert (page.status_code, heading(page), said in page.text) == (status, title, True)


def test_the_page_of_a_record_that_breaks_rules_names_every_fault(client):
    said = re.findall(r'<dd class="typed__value">(.*?)</dd>', client.get("/fails/invalid/").text)
    assert said == ["Give a title.", "A short one."]


def test_what_was_typed_stands_on_the_page_of_the_error(client):
    page = client.post("/fails/overtaken/", {"note": NOTE})
    assert dict(typed_on(page))["note"] == NOTE


def test_the_page_of_an_error_says_when_to_come_again(client):
    assert client.get("/fails/still/")["Retry-After"] == "5"


def test_a_script_gets_the_error_as_a_sentence(client):
    answer = client.post("/fails/overtaken/", headers={"X-Requested-With": "fetch"})
    assert answer.json() == {"type": "about:blank", "status": 409, "detail": "Ana decided at 10:15."}


def test_v16_5_1_an_error_of_the_program_says_nothing_of_itself():
    page = Client(raise_request_exception=False).get("/fails/unheard-of/")
    assert (page.status_code, "unheard" in page.text) == (500, False)


def test_more_than_is_read_at_once_gets_the_page_that_says_so(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    page = client.post("/note/", {"note": "x" * 200})
    assert (page.status_code, heading(page)) == (413, "Too large")


def test_what_cannot_be_read_keeps_its_page(client):
    page = client.get("/note/", headers={"host": "evil example"})
    assert (page.status_code, page.templates[0].name) == (400, "400.html")
