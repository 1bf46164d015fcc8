"""Who asks too often is told when to ask again: on pages and in the API, each sender for themselves."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from config.embedded import PROJECT
from config.problems import CONTENT_TYPE, QUOTA_EXCEEDED
from config.urls import urlpatterns as site
from network.api import HasScope, TokenAuthentication
from network.enums import TokenScope
from network.limits import READING, Rate, client_of, count, limited
from network.workflows.tokens import digest_of
from tests.config.sites import environment
from tests.factories import AffiliationFactory, ApiTokenFactory, UserFactory


class DraftsView(APIView):
    """Takes whatever a token sends."""

    authentication_classes = [TokenAuthentication]
    permission_classes = [HasScope(TokenScope.READ_DRAFTS)]

    def get(self, _request: Any) -> Response:
        return Response({})

    post = get


@limited("contact", "2/hour")
def contact(request: HttpRequest) -> HttpResponse:
    """A form for everybody."""
    return HttpResponse("sent" if request.method == "POST" else "form")


@limited("file", "1/min", READING)
def download(_request: HttpRequest) -> HttpResponse:
    """A file for everybody."""
    return HttpResponse("file")


urlpatterns = [
    path("contact/", contact),
    path("file/", download),
    path("api/v1/drafts/", DraftsView.as_view()),
    path("", include(site)),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
# The middle of a minute and of an hour, so that no count ends within a test.
NOON = 1_772_454_630.0


@pytest.fixture(autouse=True)
def _limits_of_their_own(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits as in production, with nothing used up."""
    settings.RATE_LIMIT_FACTOR = 1
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": str(tmp_path / "cache")}}
    monkeypatch.setattr(time, "time", lambda: NOON)


def test_the_seventh_of_six_a_minute_is_one_too_many():
    used = [count("test", Rate.of("6/min"), "me") for _time in range(7)]
    assert [(usage.remaining, usage.exceeded) for usage in used] == [(left, False) for left in (5, 4, 3, 2, 1, 0)] + [
        (0, True)
    ]
    assert {usage.reset for usage in used} == {30}


@pytest.mark.parametrize(("name", "who"), [("other", "me"), ("test", "you")])
def test_each_limit_and_each_sender_counts_for_itself(name, who):
    count("test", Rate.of("6/min"), "me")
    assert count(name, Rate.of("6/min"), who).used == 1


def test_a_new_window_begins_at_nothing(monkeypatch):
    count("test", Rate.of("6/min"), "me")
    monkeypatch.setattr(time, "time", lambda: NOON + 30)
    assert (count("test", Rate.of("6/min"), "me").used, count("test", Rate.of("6/min"), "me").reset) == (1, 60)


def test_the_factor_widens_every_limit(settings):
    settings.RATE_LIMIT_FACTOR = 2.5
    assert count("test", Rate.of("6/min"), "me").quota == 15


def test_the_cache_holds_no_address():
    count("test", Rate.of("6/min"), "192.0.2.7")
    cache: Any = caches["default"]
    rows = cache._open().execute("SELECT key FROM entries").fetchall()
    assert [len(key) for (key,) in rows] == [len(":1:") + 64]


def test_with_the_cache_away_nobody_is_kept_out(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": str(tmp_path / "file" / "cache")}}
    assert [count("test", Rate.of("1/min"), "me").exceeded for _time in range(3)] == [False] * 3


@pytest.mark.parametrize("text", ["", "600", "0/min", "-1/min", "6/minute", "1.5/s", "6 / min", "٦/min"])
def test_what_is_no_rate_is_refused_with_how_to_write_it(text):
    with pytest.raises(ValueError, match="write it like 600/min"):
        Rate.of(text)


def address(**meta: Any) -> str:
    return client_of(RequestFactory().get("/", **meta))


@pytest.mark.parametrize(
    ("remote", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_client_is_its_address_or_its_network(remote, client):
    assert address(REMOTE_ADDR=remote) == client


def test_v4_1_3_without_a_proxy_what_a_client_says_of_its_address_does_not_count():
    assert address(REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="198.51.100.1") == "192.0.2.7"


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("10.0.0.1, 203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("made up, 198.51.100.1 ", "198.51.100.1"),
        ("198.51.100.1, made up", "unknown"),
    ],
)
def test_v4_1_3_behind_a_proxy_only_what_the_proxy_added_counts(settings, said, client):
    settings.BEHIND_PROXY = True
    assert address(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=said) == client


def test_v2_4_1_a_form_for_everybody_is_taken_so_often(client):
    answers = [client.post("/contact/", {"text": "Καλημέρα & <b>"}) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    page = answers[2]
    assert (page["Retry-After"], "Try again in 30 minutes." in page.text) == ("1770", True)
    assert '<input type="hidden" name="text" value="Καλημέρα &amp; &lt;b&gt;">' in page.text


def test_reading_the_page_of_a_form_does_not_count(client):
    assert [client.get("/contact/").text for _time in range(4)] == ["form"] * 4


def test_a_script_gets_a_sentence(client):
    answers = [client.post("/contact/", headers={"X-Requested-With": "fetch"}) for _time in range(3)]
    said = "Too many requests at once: wait a little, then try again."
    assert (answers[2].json()["detail"], answers[2]["Retry-After"]) == (said, "1770")


def test_people_behind_one_address_have_a_share_each(client):
    for _time in range(3):
        client.post("/contact/")
    client.force_login(UserFactory())
    assert client.post("/contact/").text == "sent"


def test_somebody_signed_in_has_one_share_wherever_they_are(client):
    user = UserFactory()
    for number in range(3):
        browser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        browser.force_login(user)
        last = browser.post("/contact/").status_code
    assert last == 429


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_costly_file_counts_when_it_is_read(client, method):
    assert [getattr(client, method)("/file/").status_code for _time in range(2)] == [200, 429]


COSTLY = [
    ("/practices/export.csv", "/practices/export.xlsx", 60),
    ("/practices/nothing/fact-sheet.pdf", "/practices/compare.pdf", 60),
]


@pytest.mark.parametrize(("one", "other", "most"), COSTLY, ids=["exports", "pdf"])
def test_v2_4_1_files_that_cost_are_given_so_often(client, one, other, most):
    # What those within the limit answer is not this test's business: 404 and 400 are quicker than a file.
    within = {client.head(address).status_code for address in [one, other] * (most // 2)}
    assert (429 in within, client.get(one).status_code, client.get(other).status_code) == (False, 429, 429)


def test_the_api_says_how_much_is_left(client):
    first, second = client.get("/api/v1/themes/"), client.get("/api/v1/aims/")
    assert {first["RateLimit-Policy"], second["RateLimit-Policy"]} == {'"anonymous";q=600;w=60'}
    assert (first["RateLimit"], second["RateLimit"]) == ('"anonymous";r=599;t=30', '"anonymous";r=598;t=30')


def test_other_sites_may_read_how_much_is_left(client):
    exposed = client.get("/api/v1/themes/")["Access-Control-Expose-Headers"]
    assert exposed == "ETag, RateLimit, RateLimit-Policy, Retry-After"


def test_v2_4_1_one_too_many_gets_a_problem_document(client, settings):
    settings.API_RATE_ANONYMOUS = "1/min"
    client.get("/api/v1/themes/")
    answer = client.get("/api/v1/themes/")
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (429, CONTENT_TYPE, "30")
    assert answer["RateLimit"] == '"anonymous";r=0;t=30'
    assert answer.json() == {
        "type": QUOTA_EXCEEDED,
        "title": "Too many requests",
        "status": 429,
        "detail": "Too many requests: go on in 30 seconds.",
        "violated-policies": ["anonymous"],
    }


def with_token(**client: Any) -> APIClient:
    place = AffiliationFactory(confirmed=True)
    number = place.pk
    ApiTokenFactory(user=place.user, organisation=place.organisation, digest=digest_of(f"ip_{number}"))
    sender = APIClient(**client)
    sender.credentials(HTTP_AUTHORIZATION=f"Bearer ip_{number}")
    return sender


def test_a_token_has_a_share_of_its_own_and_a_smaller_one_for_writes(client):
    client.get("/api/v1/themes/")
    sender = with_token()
    read, written = sender.get("/api/v1/drafts/"), sender.post("/api/v1/drafts/")
    assert (read["RateLimit"], written["RateLimit"]) == ('"token";r=599;t=30', '"token-writes";r=119;t=30')


def test_a_token_has_one_share_wherever_it_is_used(settings):
    settings.API_RATE_TOKEN_WRITES = "1/min"
    sender = with_token()
    assert [sender.post("/api/v1/drafts/", REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(2)] == [200, 429]
    assert (sender.get("/api/v1/drafts/").status_code, with_token().post("/api/v1/drafts/").status_code) == (200, 200)


def test_v2_4_1_who_sends_bad_tokens_on_and_on_is_stopped(client):
    sender = {"headers": {"Authorization": "Bearer ip_old"}}
    answers = [client.get("/api/v1/drafts/", **sender) for _time in range(61)]
    assert [answer.status_code for answer in answers] == [401] * 60 + [429]
    assert (answers[60]["Retry-After"], answers[60].json()["type"]) == ("30", QUOTA_EXCEEDED)


def test_a_setting_that_is_no_rate_stops_the_start_with_how_to_write_it():
    variables = {"SITE_URL": "http://localhost:8000", "SECRET_KEY": "of this test", "DATABASE_URL": "postgres:///"}
    started = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=PROJECT,
        env=environment(API_RATE_TOKEN="120 a minute", **variables),
        capture_output=True,
        text=True,
        check=False,
    )
    how = "write it like 600/min; the units are s, min, hour and day (docs/settings.md)."
    assert (
        started.stderr.splitlines()[-1]
        == f"django.core.exceptions.ImproperlyConfigured: API_RATE_TOKEN is “120 a minute”: {how}"
    )
