"""Every line that a request writes is one JSON object with the request's id and nothing about the person who asked."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path

from config import server
from config.headers import KEYS
from config.request_log import JsonFormatter
from tests.config.addresses import READS
from tests.config.addresses_records import world
from tests.config.test_urls import patterns
from tests.factories import UserFactory

logger = logging.getLogger("practices")


def talks(_request: HttpRequest) -> HttpResponse:
    """Writes two lines of its own."""
    logger.info("first")
    logger.warning("second “line”\nover two")
    return HttpResponse("said")


def fails(_request: HttpRequest) -> HttpResponse:
    """What PostgreSQL says of a value that is taken quotes the value."""
    raise IntegrityError("duplicate key\nDETAIL:  Key (email)=(ada.lovelace@example.org) already exists.")


def told_who(_request: HttpRequest) -> HttpResponse:
    """Somebody put an address into a message."""
    logger.error("no such account: %s", "Ada Lovelace <ada.lovelace@example.org>")
    return HttpResponse("said")


urlpatterns = [
    path("talks/", talks),
    path("fails/", fails),
    path("told-who/", told_who),
    path("invitation/<str:token>/", fails),
    path("<path:any>", talks),
]
# Every argument of an address of the site. A new one is added here, or to KEYS where it opens something.
ARGUMENTS = {"ending", "file", "language", "name", "number", "pk", "public_id", "slug", "table", "uidb36"}
WITH_A_KEY = sorted(where for where in READS if any(f"{key}>" in where for key in KEYS))
pytestmark = [
    pytest.mark.urls(__name__),
    pytest.mark.django_db,
]  # after an error, the site asks the database how it is


class Log(io.StringIO):
    """What the site's own log handler writes."""

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[Log]:
    (handler,) = [each for each in logging.getLogger().handlers if isinstance(each.formatter, JsonFormatter)]
    assert isinstance(handler, logging.StreamHandler)
    caplog.set_level(logging.INFO)
    written = Log()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, REMOTE_ADDR="192.0.2.77")


@pytest.mark.parametrize("given", ["12345678", "a" * 64, "4bf92f35-77b3-4da6-a3ce-929d0e0e4736", "proxy_1.2-3"])
def test_a_well_formed_id_is_taken_over(visitor, given):
    assert visitor.get("/talks/", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


HOSTILE = [
    pytest.param("", id="none"),
    pytest.param("1234567", id="too-short"),
    pytest.param("a" * 65, id="too-long"),
    pytest.param("a" * 10_000, id="ten-thousand-letters"),
    pytest.param("12345678\n", id="newline-at-the-end"),
    pytest.param('12345678\r\n{"level": "ERROR"}', id="line-of-a-log"),
    pytest.param("12345678 ", id="space"),
    pytest.param('12345678","message":"forged', id="json"),
    pytest.param("<script>1</script>", id="html"),
    pytest.param("١٢٣٤٥٦٧٨", id="other-digits"),
]


@pytest.mark.parametrize("given", HOSTILE)
def test_any_other_id_is_replaced(visitor, log, given):
    response = visitor.get("/talks/", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["X-Request-ID"])
    assert {line["request_id"] for line in log.lines} == {response.headers["X-Request-ID"]}


def test_each_request_gets_an_id_of_its_own(visitor):
    assert len({visitor.get("/talks/").headers["X-Request-ID"] for _time in range(20)}) == 20


def test_every_line_of_a_request_carries_its_id(visitor, log):
    visitor.get("/talks/", headers={"X-Request-ID": "of-this-request"})
    assert [(line["message"], line["request_id"]) for line in log.lines] == [
        ("first", "of-this-request"),
        ("second “line”\nover two", "of-this-request"),
        ("request", "of-this-request"),
    ]


def test_a_line_outside_a_request_carries_none(visitor, log):
    visitor.get("/talks/", headers={"X-Request-ID": "of-this-request"})
    logger.info("afterwards")
    assert log.lines[-1]["request_id"] == "-"


def test_a_request_that_fails_leaves_its_reason_and_its_line(visitor, log):
    visitor.get("/fails/", headers={"X-Request-ID": "of-this-request"})
    assert [(line["logger"], line["level"], line["request_id"]) for line in log.lines] == [
        ("django.request", "ERROR", "of-this-request"),
        ("request", "INFO", "of-this-request"),
    ]
    assert str(log.lines[0]["exception"]).startswith("Traceback (most recent call last):\n")


def test_the_line_of_a_request_says_what_was_asked_and_answered(visitor, log):
    visitor.post("/told-who/")
    line = log.lines[-1]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", str(line.pop("time")))
    assert isinstance(line.pop("milliseconds"), int)
    assert re.fullmatch(r"[0-9a-f]{32}", str(line.pop("request_id")))
    assert line == {
        "level": "INFO",
        "logger": "request",
        "message": "request",
        "method": "POST",
        "path": "/told-who/",
        "status": 200,
    }


@pytest.mark.parametrize("address", ["/talks/?q=secret-word", "/fails/?q=secret-word", "/none/?q=secret-word"])
def test_no_line_holds_the_query(visitor, log, address):
    visitor.get(address)
    assert [line for line in log.getvalue().splitlines() if "secret-word" in line] == []


@pytest.mark.parametrize("address", ["/talks/", "/fails/", "/none/"])
def test_no_line_holds_the_address_of_the_reader(visitor, log, address):
    visitor.get(address, headers={"X-Forwarded-For": "192.0.2.77"})
    assert [line for line in log.getvalue().splitlines() if "192.0.2.77" in line] == []


@pytest.mark.parametrize("address", ["/fails/", "/told-who/", "/of/ada.lovelace@example.org/"])
def test_no_line_holds_an_email_address(visitor, log, address):
    visitor.get(address)
    assert log.lines != []
    assert [line for line in log.getvalue().splitlines() if "lovelace" in line] == []


def test_what_stands_around_an_email_address_stays(visitor, log):
    visitor.get("/told-who/")
    assert log.lines[0]["message"] == "no such account: Ada Lovelace <…@…>"


def test_an_argument_of_an_address_is_known_to_open_nothing_or_to_be_a_key():
    named = {
        name for where in patterns(get_resolver("config.urls")) for name in re.findall(r"<(?:\w+:)?(\w+)>", where)
    }
    assert named == ARGUMENTS | set(KEYS)
    assert len(WITH_A_KEY) == 4


@pytest.mark.urls("config.urls")
@pytest.mark.parametrize("where", WITH_A_KEY)
@pytest.mark.parametrize("change", ["", "cut", "/", "x/", " x/"])
def test_v16_2_5_no_line_holds_the_key_of_a_link(visitor, log, where, change):
    there = world()
    before, key = there.address(READS[where][0]).rstrip("/").rsplit("/", 1)
    visitor.get(f"{before}/{key}{'' if change == 'cut' else '/' + change}")
    assert [line["path"] for line in log.lines if line["logger"] == "request"] == [f"{before}/…"]
    assert key not in log.getvalue()


def test_v16_2_5_neither_does_that_of_a_request_that_fails(visitor, log):
    visitor.get("/invitation/a-key-of-somebody/")
    assert log.lines[0]["message"] == "Internal Server Error: /invitation/…"
    assert "a-key-of-somebody" not in log.getvalue()


def test_the_web_server_names_no_address_in_a_log_of_its_own():
    told = set(re.findall(r"%\(([^)]+)\)s", server.access_log_format))
    assert told == {"t", "m", "H", "s", "B", "L"}


NOBODYS = "/practices/drafts/00000000-0000-4000-8000-000000000000/"


@pytest.mark.urls("config.urls")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/secretariat/", "refused: account {who}, GET secretariat/"),
        (NOBODYS, "not found or not theirs: account {who}, GET practices/drafts/<uuid:public_id>/"),
    ],
)
def test_v16_3_2_the_log_says_who_was_kept_from_what(visitor, log, address, said):
    user = UserFactory.create()
    visitor.force_login(user)
    visitor.get(address)
    assert [(line["level"], line["message"]) for line in log.lines] == [
        ("WARNING", said.format(who=user.pk)),
        ("INFO", "request"),
    ]


@pytest.mark.urls("config.urls")
@pytest.mark.parametrize(
    ("address", "said"),
    [("/api/v1/drafts/", ["refused: account unknown, GET api/v1/drafts/$"]), ("/organisations/nothing/", [])],
)
def test_v16_3_2_of_a_visitor_only_a_refusal_is_noted(visitor, log, address, said):
    visitor.get(address)
    assert [line["message"] for line in log.lines] == [*said, "request"]


@pytest.mark.urls("config.urls")
def test_v16_3_2_the_log_says_of_which_account_a_token_is(log):
    there = world()
    there.client("officer of B", "/api/").get(there.address("/api/v1/drafts/{draft}/"))
    said = [line["message"] for line in log.lines if line["level"] == "WARNING"]
    route = "api/v1/drafts/(?P<public_id>[0-9a-f-]{36})/$"
    assert said == [f"not found or not theirs: account {there.people['officer of B'].pk}, GET {route}"]
