"""With the database away every answer is a readable 503, and the same server recovers when it is back."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from config.embedded import APPLICATION, PROJECT, Cluster
from config.outage import DatabaseOutageMiddleware
from tests.config.sites import PASSWORD, Answer, Browser, environment, free_port, gunicorn

EMAIL = "reader@example.org"
OPEN_ACCOUNT = f"""
import django
django.setup()
from network.workflows import open_account
open_account(email="{EMAIL}", password="{PASSWORD}", by=None)
"""
# Pages of every kind; those of a reader who is signed in ask for the session, some before any view runs.
PAGES = ["/", "/practices/", "/practices/none/", "/account/", "/about/", "/none/"]
API = ["/api/v1/practices/", "/api/v1/practices/none/"]
BEFORE = {"/": 200, "/practices/": 200, "/practices/none/": 404, "/account/": 200, "/about/": 200, "/none/": 404}


@dataclass
class Outage:
    """What a reader who is signed in, and one who is not, saw before, during and after it."""

    signed_in: dict[str, dict[str, Answer]]
    anonymous: dict[str, dict[str, Answer]]
    sign_in: Answer
    log: list[str]


@pytest.fixture(scope="module")
def outage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outage]:
    cluster = Cluster(f"outage-{os.getpid()}")  # two runs of the tests in one folder do not meet
    port, log = free_port(), tmp_path_factory.mktemp("outage") / "log"
    variables = environment(
        DJANGO_SETTINGS_MODULE="config.settings",
        SITE_URL=f"http://127.0.0.1:{port}",
        SECRET_KEY="of this test",
        DATABASE_URL=cluster.url("postgres", role=APPLICATION),
        OWNER_DATABASE_URL=cluster.url("postgres"),
    )
    cluster.acquire()
    try:
        for command in (["manage.py", "migrate", "-v0"], ["-c", OPEN_ACCOUNT]):
            subprocess.run([sys.executable, *command], cwd=PROJECT, env=variables, check=True, capture_output=True)
        with gunicorn(port, log, variables):
            reader, stranger = Browser(port), Browser(port)
            assert reader.sign_in(EMAIL, PASSWORD).status == 302
            static = _stylesheet(reader.get("/").body)
            paths = [*PAGES, *API, "/healthz", static]
            seen: dict[str, dict[str, dict[str, Answer]]] = {"signed_in": {}, "anonymous": {}}
            for when in ("before", "during", "after"):
                if when == "during":
                    cluster.release()
                if when == "after":
                    cluster.acquire()
                seen["signed_in"][when] = {path: reader.get(path) for path in paths}
                seen["anonymous"][when] = {path: stranger.get(path) for path in paths}
                if when == "during":
                    sign_in = stranger.sign_in(EMAIL, PASSWORD)
        yield Outage(**seen, sign_in=sign_in, log=log.read_text().splitlines())
    finally:
        cluster.release()
        cluster.remove()


def _stylesheet(page: str) -> str:
    return page.partition('rel="stylesheet" href="')[2].partition('"')[0]


def test_before_it_the_pages_are_there(outage):
    assert {path: outage.signed_in["before"][path].status for path in PAGES} == BEFORE


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_who_is_signed_in_gets_a_page_that_says_so(outage, path):
    answer = outage.signed_in["during"][path]
    assert (answer.status, answer.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert answer.body.count("<h1") == 1
    assert "The database cannot be reached just now. Load the page again in a few seconds." in answer.body


@pytest.mark.parametrize("path", [*PAGES, *API])
def test_it_says_when_to_come_back(outage, path):
    assert outage.signed_in["during"][path].headers["Retry-After"] == "10"


@pytest.mark.parametrize("path", API)
def test_the_api_answers_with_a_problem_document(outage, path):
    answer = outage.anonymous["during"][path]
    assert (answer.status, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(answer.body) == {
        "type": "about:blank",
        "title": "Service unavailable",
        "status": 503,
        "detail": "The database cannot be reached. Try again in a few seconds.",
    }


def test_who_signs_in_meanwhile_is_told(outage):
    assert (outage.sign_in.status, outage.sign_in.headers["Retry-After"]) == (503, "10")


def test_health_is_red(outage):
    answer = outage.anonymous["during"]["/healthz"]
    assert (answer.status, json.loads(answer.body)) == (503, {"status": "unavailable", "database": "unreachable"})


def test_pages_without_data_are_there_for_who_is_not_signed_in(outage):
    assert [outage.anonymous["during"][path].status for path in ("/about/", "/none/")] == [200, 404]


def test_static_files_are_still_served(outage):
    (path,) = [path for path in outage.anonymous["during"] if path.endswith(".css")]
    before, during = (outage.anonymous[when][path] for when in ("before", "during"))
    assert (during.status, during.body) == (200, before.body)


@pytest.mark.parametrize("path", [*PAGES, *API])
def test_its_answers_carry_the_headers_of_every_page(outage, path):
    before, during = (outage.signed_in[when][path].headers for when in ("before", "during"))
    names = ["Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Permissions-Policy"]
    assert [during[name] for name in names] == [before[name] for name in names]


@pytest.mark.parametrize("who", ["signed_in", "anonymous"])
def test_the_same_server_recovers_by_itself(outage, who):
    before, after = (getattr(outage, who)[when] for when in ("before", "after"))
    assert {path: answer.status for path, answer in after.items()} == {
        path: answer.status for path, answer in before.items()
    }


def test_the_log_names_the_outage_and_quotes_nobody(outage):
    lines = [json.loads(line) for line in outage.log if line.startswith("{")]
    assert {line["message"] for line in lines if line["level"] == "ERROR" and line["logger"] == "config.outage"} == {
        "database out of reach: OperationalError"
    }
    assert [line for line in outage.log if EMAIL in line or PASSWORD in line] == []


def refused(**headers: str) -> HttpResponse:
    """The answer to a form that was sent while the database was away."""
    request = RequestFactory().post("/note/", {"note": "<b>Ένα</b>", "password": "Geheimnis"}, headers=headers)
    answer = DatabaseOutageMiddleware(HttpResponse).process_exception(request, OperationalError())
    assert answer is not None
    return answer


def test_what_was_typed_stands_on_the_page_but_for_passwords():
    page = refused(Origin="http://testserver").text
    shown = [page.count(part) for part in ("&lt;b&gt;Ένα&lt;/b&gt;", 'name="csrfmiddlewaretoken"', "Geheimnis")]
    # To be read, and to be sent again.
    assert shown == [2, 1, 0]


def test_what_another_site_sent_is_not_offered_for_sending():
    page = refused(Origin="https://example.com").text
    assert [page.count(part) for part in ("Ένα", "<form")] == [0, 0]


def test_a_script_is_told_in_a_sentence_when_to_try_again():
    answer = refused(Origin="http://testserver", **{"X-Requested-With": "XMLHttpRequest"})
    assert (json.loads(answer.text)["detail"], answer["Retry-After"]) == (
        "The database cannot be reached. Try again in a few seconds.",
        "10",
    )
