"""Whatever goes wrong in the API is answered by a problem document (RFC 9457), never by a page."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.test import Client
from rest_framework.exceptions import APIException, Throttled, UnsupportedMediaType

from config.problems import CONTENT_TYPE, exception_handler
from network.errors import InvalidRecord, KeyReused, NotAllowed, Overtaken, StillAnswering
from practices.models import Practice
from tests.factories import PracticeFactory

NOT_FOUND = {
    "type": "about:blank",
    "title": "Not found",
    "status": 404,
    "detail": "There is no such record, or it is not public.",
}
NOTHING_THERE = NOT_FOUND | {"detail": "Nothing stands at this address. /api/v1/ lists what there is."}
NOT_ACCEPTABLE = {
    "type": "about:blank",
    "title": "Not acceptable",
    "status": 406,
    "detail": "The answer is JSON: ask for application/json in Accept, or leave Accept out.",
}
LISTS = ["practices", "organisations", "themes", "aims", "target-groups", "collections"]
ADDRESSES = ["/api/v1/", "/api/v1/schema/", *(f"/api/v1/{name}/" for name in LISTS)]


def answer(response: Any) -> tuple[int, str, Any]:
    return response.status_code, response.headers["Content-Type"], response.json()


@pytest.mark.parametrize("name", LISTS)
def test_a_record_that_is_not_there(client, db, name):
    assert answer(client.get(f"/api/v1/{name}/nothing/")) == (404, CONTENT_TYPE, NOT_FOUND)


@pytest.mark.parametrize("name", ["practices", "organisations"])
def test_an_id_that_is_not_there(client, db, name):
    address = f"/api/v1/{name}/5f2c8a52-7d0e-5f0b-8a43-5d7c2b7e9f10/"
    assert answer(client.get(address)) == (404, CONTENT_TYPE, NOT_FOUND)


@pytest.mark.parametrize(
    "path", ["nothing/", "practices/a/b/", "practices//", "%00/", "%0A/", "practices/%00/", "organisations/é/", "/"]
)
def test_an_address_that_leads_nowhere(client, path):
    assert answer(client.get(f"/api/v1/{path}")) == (404, CONTENT_TYPE, NOTHING_THERE)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_address_that_leads_nowhere_whatever_the_method(method):
    sender = Client(enforce_csrf_checks=True)
    assert answer(getattr(sender, method)("/api/v1/nothing/")) == (404, CONTENT_TYPE, NOTHING_THERE)


@pytest.mark.parametrize("path", ["practices", "practices?page_size=1", "themes/sport"])
def test_a_slash_left_out_at_the_end_is_added(client, db, path):
    moved = client.get(f"/api/v1/{path}")
    name, _, query = path.partition("?")
    assert moved.status_code == 301
    assert moved.headers["Location"] == f"/api/v1/{name}/" + (f"?{query}" if query else "")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_written(address, method):
    sender = Client(enforce_csrf_checks=True)
    refused = sender.generic(method, address, b"{broken", content_type="application/json")
    problem = {
        "type": "about:blank",
        "title": "Method not allowed",
        "status": 405,
        "detail": f'Method "{method}" not allowed.',
    }
    assert (*answer(refused), refused.headers["Allow"]) == (405, CONTENT_TYPE, problem, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_record_stays_as_it_is(client, db, method):
    practice = PracticeFactory.create()
    assert client.generic(method, f"/api/v1/practices/{practice.slug}/").status_code == 405
    assert list(Practice.objects.all()) == [practice]


@pytest.mark.parametrize("accepted", ["text/html", "application/xml;q=0.9", "x", "/", ";;;", CONTENT_TYPE, "\x00"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_format_that_is_not_on_offer(client, address, accepted):
    assert answer(client.get(address, headers={"Accept": accepted})) == (406, CONTENT_TYPE, NOT_ACCEPTABLE)


@pytest.mark.parametrize("accepted", ["*/*", "application/*", "text/html, */*;q=0.1", "application/json"])
def test_a_format_that_is_on_offer(client, db, accepted):
    empty: dict[str, Any] = {"count": 0, "next": None, "previous": None, "results": []}
    assert answer(client.get("/api/v1/aims/", headers={"Accept": accepted})) == (200, "application/json", empty)


def test_more_parameters_than_can_be_read(client):
    problem = {
        "type": "about:blank",
        "title": "Bad request",
        "status": 400,
        "detail": "The request cannot be read: it is too long or broken.",
    }
    query = "&".join(f"country={number}" for number in range(1_001))
    assert answer(client.get(f"/api/v1/practices/?{query}")) == (400, CONTENT_TYPE, problem)


def test_a_problem_says_what_its_error_says():
    problem = exception_handler(APIException("The archive is closed."), {})
    assert problem is not None
    assert problem.data == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "The archive is closed.",
    }


def test_a_problem_keeps_the_headers_of_its_error():
    problem = exception_handler(Throttled(wait=7), {})
    assert problem is not None
    assert (problem.data["title"], problem.headers["Retry-After"]) == ("Too many requests", "7")


def test_a_record_that_a_view_does_not_find_is_a_problem():
    problem = exception_handler(Http404("No Practice matches the given query."), {})
    assert problem is not None
    assert problem.data == NOT_FOUND


def test_an_error_of_the_program_is_left_to_the_server():
    assert exception_handler(ZeroDivisionError(), {}) is None


class Sealed(Exception):
    """Only opens for a key."""

    status = 412
    problem_type = "sealed"
    members = {"key": "golden"}
    headers = {"Retry-After": "3"}

    def __str__(self) -> str:
        return "It is sealed: bring the key."


class Plain(Exception):
    """Declares its status and nothing else."""

    status = 428


def problem_of(error: Exception) -> Any:
    problem = exception_handler(error, {})
    assert problem is not None
    return problem


def test_an_error_that_declares_a_status_is_a_problem_of_its_own_kind():
    problem = problem_of(Sealed())
    assert (problem.status_code, problem.content_type, problem.headers["Retry-After"]) == (412, CONTENT_TYPE, "3")
    assert problem.data == {
        "type": "http://testserver/api/v1/docs/#sealed",
        "title": "It is not the version that you expect",
        "status": 412,
        "detail": "It is sealed: bring the key.",
        "key": "golden",
    }


def test_an_error_may_declare_its_status_alone():
    assert problem_of(Plain("Say which version you saw.")).data == {
        "type": "about:blank",
        "title": "The version is missing",
        "status": 428,
        "detail": "Say which version you saw.",
    }


def test_a_record_that_breaks_rules_names_its_fields():
    assert problem_of(InvalidRecord({"title": ["Give a title."], "budget": ["Not a number.", "Too much."]})).data == {
        "type": "http://testserver/api/v1/docs/#invalid-record",
        "title": "Breaks rules",
        "status": 422,
        "detail": "The record breaks rules: see “errors”.",
        "errors": {"title": ["Give a title."], "budget": ["Not a number.", "Too much."]},
    }


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (RequestDataTooBig(), 413, "Too large"),
        (UnsupportedMediaType("text/csv"), 415, "Not a format that is taken"),
        (NotAllowed("Only the secretariat may do this."), 403, "Not allowed"),
        (Overtaken("Ana was quicker."), 409, "Something else happened in the meantime"),
        (KeyReused(), 422, "Breaks rules"),
        (StillAnswering(), 409, "Something else happened in the meantime"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_refusal_has_its_status_and_title(error, status, title):
    problem = problem_of(error)
    assert (problem.status_code, problem.data["status"], problem.data["title"]) == (status, status, title)
    assert len(problem.data["detail"]) > 10


@pytest.mark.parametrize(
    ("name", "status", "meaning"),
    [
        ("overtaken", 409, "Somebody else was quicker; the message says who did what, and when."),
        ("key-reused", 422, "The Idempotency-Key was sent before with another request; nothing was done."),
        ("missing-scope", 403, "The token may not do this; `scope` is what it would have to be made with."),
        ("stale-version", 409, "Somebody else changed it in the meantime; `stored` is what stands there now."),
    ],
)
def test_a_problem_with_a_name_is_explained_where_its_type_leads(client, db, name, status, meaning):
    page = client.get("/api/v1/docs/").text
    (row,) = re.findall(rf'<tr id="{name}">(.*?)</tr>', page)
    assert [unescape(said) for said in re.findall(r"<td>(.*?)</td>", row)] == [str(status), meaning]
