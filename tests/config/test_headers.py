"""Every kind of answer carries the headers that keep a browser from doing what no page asks for."""

import contextlib
import subprocess
import sys
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.test import Client
from django.urls import include, path

from config.embedded import PROJECT
from config.urls import urlpatterns as site
from practices.models import Practice
from tests.config.sites import environment
from tests.factories import PracticeFactory


def fails(_request: HttpRequest) -> HttpResponse:
    """A fault of the code."""
    raise ZeroDivisionError


urlpatterns = [path("fails/", fails), path("", include(site))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": None,  # only where the site is reached by HTTPS
}
# Prints the status of each address and how long it is to be asked for by HTTPS alone.
HTTPS = """
import sys, django
django.setup()
from django.test import Client
for address in sys.argv[1:]:
    response = Client(headers={"host": "practices.example.eu"}).get(address, secure=True)
    print(response.status_code, response.headers.get("Strict-Transport-Security"))
"""
ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/practices/", 200),
    ("GET", "/practices/?colour=blue", 400),
    ("GET", "/practices/{practice}/", 200),
    ("GET", "/organisations/{organisation}/", 200),
    ("GET", "/about/", 200),
    ("GET", "/accessibility/", 200),
    ("GET", "/privacy/", 200),
    ("GET", "/account/sign-in/", 200),
    ("GET", "/account/", 302),
    ("GET", "/account/sign-out/", 405),
    ("POST", "/account/sign-in/", 403),
    ("GET", "/none/", 404),
    ("GET", "/fails/", 500),
    ("GET", "/healthz", 200),
    ("GET", "/api/v1/", 200),
    ("GET", "/api/v1/docs/", 200),
    ("GET", "/api/v1/schema/", 200),
    ("GET", "/api/v1/practices/", 200),
    ("GET", "/api/v1/practices/{practice}/", 200),
    ("GET", "/api/v1/practices/?colour=blue", 400),
    ("GET", "/api/v1/none/", 404),
    ("POST", "/api/v1/practices/", 405),
]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def answer(visitor: Client, method: str, address: str) -> Any:
    practice: Practice = PracticeFactory()
    return visitor.generic(method, address.format(practice=practice.slug, organisation=practice.organiser.slug))


@pytest.mark.parametrize(("method", "address", "status"), ANSWERS)
def test_every_kind_of_answer_carries_them(visitor, method, address, status):
    response = answer(visitor, method, address)
    policy = set(response.headers["Content-Security-Policy"].split("; "))
    found = {name: response.headers.get(name) for name in HEADERS}
    assert (response.status_code, policy, found) == (status, POLICY, HEADERS)


def test_a_redirect_to_the_right_spelling_carries_the_policy(visitor):
    response = visitor.get("/practices")
    assert (response.status_code, set(response.headers["Content-Security-Policy"].split("; "))) == (301, POLICY)


def test_no_answer_sends_a_second_policy(visitor):
    assert "Content-Security-Policy-Report-Only" not in answer(visitor, "GET", "/").headers


def test_a_static_file_is_not_taken_for_something_else(visitor):
    with contextlib.closing(visitor.get(static("css/site.css"))) as response:
        response.getvalue()
    assert (response.status_code, response.headers["Content-Type"], response.headers["X-Content-Type-Options"]) == (
        200,
        'text/css; charset="utf-8"',
        "nosniff",
    )


def test_an_https_site_is_never_asked_for_without_it_again():
    variables = {
        "SITE_URL": "https://practices.example.eu",
        "SECRET_KEY": "of this test",
        "DATABASE_URL": "postgres:///",
        "MAIL_URL": "smtp://localhost",
        "MEDIA_ROOT": "/srv/practices",
    }
    done = subprocess.run(
        [sys.executable, "-c", HTTPS, "/about/", "/none/", "/account/", "/api/v1/none/", static("css/site.css")],
        cwd=PROJECT,
        env=environment(DJANGO_SETTINGS_MODULE="config.settings", **variables),
        capture_output=True,
        text=True,
        check=True,
    )
    always = "max-age=63072000; includeSubDomains; preload"
    assert done.stdout.splitlines() == [f"{status} {always}" for status in (200, 404, 302, 404, 200)]
