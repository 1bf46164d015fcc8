"""Every address of the site: a GET of it changes nothing, HEAD says what GET says, and none is missing here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import OrganisationFactory, PracticeFactory, UserFactory

# Nobody's; tests/practices/test_writing_pages.py opens those of drafts that somebody may see.
NO_DRAFT = "/practices/drafts/11111111-1111-4111-8111-111111111111/"

# Pattern: (an address of it, the status of a GET, the status for somebody signed in if it is another).
TABLE: dict[str, tuple[str, int] | tuple[str, int, int]] = {
    "": ("/", 200),
    "practices/": ("/practices/?country=FR&sort=-budget", 200),
    "practices/export.csv": ("/practices/export.csv?country=FR&sort=-budget", 200),
    "practices/export.xlsx": ("/practices/export.xlsx?practice=courses", 200),
    "practices/suggest/": ("/practices/suggest/?q=cour", 200),
    "practices/compare/": ("/practices/compare/?practice=courses&practice=meetings", 200),
    "practices/compare.pdf": ("/practices/compare.pdf?practice=courses&practice=meetings", 200),
    "practices/list/": ("/practices/list/?practice=courses&list_name=Mine", 200),
    "practices/lists/": ("/practices/lists/", 302, 200),
    "practices/statistics/": ("/practices/statistics/?country=FR&sort=-budget", 200),
    "practices/statistics/<slug:table>.csv": ("/practices/statistics/by_country_and_scope.csv?country=FR", 200),
    "practices/review/": ("/practices/review/", 302, 403),
    "practices/review/<int:pk>/": ("/practices/review/1/", 302, 403),
    "practices/review/<int:pk>/fact-sheet/": ("/practices/review/1/fact-sheet/", 302, 403),
    "practices/review/remarks/<int:pk>/": ("/practices/review/remarks/1/", 302, 404),
    "practices/drafts/new/": ("/practices/drafts/new/", 302, 200),
    "practices/drafts/organisations/": ("/practices/drafts/organisations/?place=organiser&organiser-find=v", 302, 200),
    "practices/drafts/<uuid:public_id>/": (NO_DRAFT, 302, 404),
    "practices/drafts/<uuid:public_id>/organisations/": (f"{NO_DRAFT}organisations/", 302, 404),
    "practices/drafts/<uuid:public_id>/preview/": (f"{NO_DRAFT}preview/", 302, 404),
    "practices/drafts/<uuid:public_id>/<slug:name>/": (f"{NO_DRAFT}money/", 302, 404),
    "practices/drafts/<uuid:public_id>/<slug:name>/<slug:language>/": (f"{NO_DRAFT}story/fr/", 302, 404),
    "practices/<slug:slug>/new-version/": ("/practices/courses/new-version/", 302),
    "practices/<slug:slug>/": ("/practices/courses/", 200),
    "practices/<slug:slug>/take-down/": ("/practices/courses/take-down/", 302, 403),
    "practices/<slug:slug>/fact-sheet.pdf": ("/practices/courses/fact-sheet.pdf", 200),
    "practices/<slug:slug>/cite.<str:ending>": ("/practices/courses/cite.bib", 200),
    "organisations/<slug:slug>/": ("/organisations/city/", 200),
    "account/": ("/account/", 302, 200),
    "account/mail/": ("/account/mail/", 302, 200),
    "account/mail/off/<str:token>/": ("/account/mail/off/nothing/", 404),
    "account/mail/undelivered/": ("/account/mail/undelivered/", 302, 403),
    "account/mail/undelivered/<int:pk>/again/": ("/account/mail/undelivered/1/again/", 302, 403),
    "account/mail/sent/": ("/account/mail/sent/", 404),
    "account/mail/sent/<int:pk>/": ("/account/mail/sent/1/", 404),
    "account/mail/sent/<int:pk>/html/": ("/account/mail/sent/1/html/", 404),
    "account/sign-in/": ("/account/sign-in/", 200, 302),
    "account/sign-in/code/": ("/account/sign-in/code/", 302),
    "account/sign-out/": ("/account/sign-out/", 405),
    "account/sign-up/": ("/account/sign-up/", 200, 302),
    "account/sign-up/sent/": ("/account/sign-up/sent/", 200),
    "account/closed/": ("/account/closed/", 200),
    "account/address/": ("/account/address/", 302, 200),
    "account/address/confirm/<str:key>/": ("/account/address/confirm/no:key/", 404),
    "account/password/": ("/account/password/", 302, 200),
    "account/password/first/": ("/account/password/first/", 302),
    "account/password/forgotten/": ("/account/password/forgotten/", 200),
    "account/password/forgotten/sent/": ("/account/password/forgotten/sent/", 200),
    "account/^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$": ("/account/password/new/1-no-key/", 404),
    "account/confirm/": ("/account/confirm/", 302, 200),
    "account/confirm/code/": ("/account/confirm/code/", 302),
    "account/second-factor/": ("/account/second-factor/", 302, 200),
    "account/second-factor/on/": ("/account/second-factor/on/", 302),
    "account/second-factor/off/": ("/account/second-factor/off/", 302, 404),
    "account/recovery-codes/": ("/account/recovery-codes/", 302, 404),
    "account/recovery-codes/new/": ("/account/recovery-codes/new/", 302),
    "account/connected/": ("/account/connected/", 302, 200),
    "account/connected/sign-up/": ("/account/connected/sign-up/", 302),
    "account/connected/cancelled/": ("/account/connected/cancelled/", 200),
    "account/single-sign-on/": ("/account/single-sign-on/", 404),
    "account/single-sign-on/return/": ("/account/single-sign-on/return/?code=a&state=b", 404),
    "account/tokens/": ("/account/tokens/", 302, 200),
    "account/details/": ("/account/details/", 302, 200),
    "account/organisations/find/": ("/account/organisations/find/?q=ville&country=FR", 302, 200),
    "account/organisations/propose/": ("/account/organisations/propose/", 302, 200),
    "account/organisations/<slug:slug>/join/": ("/account/organisations/city/join/", 302, 200),
    "account/organisations/<slug:slug>/colleagues/": ("/account/organisations/city/colleagues/", 302, 404),
    "account/affiliations/<int:pk>/": ("/account/affiliations/1/", 302, 404),
    "secretariat/": ("/secretariat/", 302, 403),
    "secretariat/organisations/<slug:slug>/": ("/secretariat/organisations/city/", 302, 403),
    "secretariat/roles/": ("/secretariat/roles/", 302, 403),
    "secretariat/trail/": ("/secretariat/trail/", 302, 403),
    "about/": ("/about/", 200),
    "accessibility/": ("/accessibility/", 200),
    "privacy/": ("/privacy/", 200),
    "language/setlang/": ("/language/setlang/?language=fr", 302),
    "healthz": ("/healthz", 200),
    "api/v1/": ("/api/v1/", 200),
    "api/v1/schema/": ("/api/v1/schema/", 200),
    "api/v1/docs/": ("/api/v1/docs/", 200),
    "api/v1/^practices/statistics/$": ("/api/v1/practices/statistics/?country=FR", 200),
    "api/v1/^practices/suggest/$": ("/api/v1/practices/suggest/?q=cour", 200),
    "api/v1/^practices/$": ("/api/v1/practices/?country=FR&page_size=1", 200),
    "api/v1/^practices/(?P<slug>[0-9A-Za-z_-]+)/$": ("/api/v1/practices/courses/", 200),
    "api/v1/^organisations/$": ("/api/v1/organisations/", 200),
    "api/v1/^organisations/(?P<slug>[0-9A-Za-z_-]+)/$": ("/api/v1/organisations/city/", 200),
    "api/v1/^themes/$": ("/api/v1/themes/", 200),
    "api/v1/^themes/(?P<pk>[0-9A-Za-z_-]+)/$": ("/api/v1/themes/employment/", 200),
    "api/v1/^aims/$": ("/api/v1/aims/", 200),
    "api/v1/^aims/(?P<pk>[0-9A-Za-z_-]+)/$": ("/api/v1/aims/training/", 200),
    "api/v1/^target-groups/$": ("/api/v1/target-groups/", 200),
    "api/v1/^target-groups/(?P<pk>[0-9A-Za-z_-]+)/$": ("/api/v1/target-groups/women/", 200),
    "api/v1/^collections/$": ("/api/v1/collections/", 200),
    "api/v1/^collections/(?P<pk>[0-9A-Za-z_-]+)/$": ("/api/v1/collections/cses-2012/", 200),
    r"api/v1/^(?:[\s\S]*/)?$": ("/api/v1/nothing/", 404),
}
# Different in every answer.
OF_THE_REQUEST = {"X-Request-ID", "RateLimit"}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every pattern with those above it before it."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from patterns(entry, path)


@pytest.fixture
def records(db: None) -> None:
    PracticeFactory(full=True, slug="courses", organiser=OrganisationFactory(slug="city"))
    PracticeFactory(slug="meetings")


@pytest.fixture
def visitor(client: Client, records: None) -> Client:
    return client


@pytest.fixture
def member(client: Client, records: None) -> Client:
    client.force_login(UserFactory.create())
    return client


def headers(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in OF_THE_REQUEST}


def status_of(answer: Any) -> int:
    """The status, after all was read that is sent: an export asks the database while it is sent."""
    answer.getvalue()
    status: int = answer.status_code
    return status


def test_every_pattern_has_its_row():
    assert sorted(patterns(get_resolver())) == sorted(TABLE)


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_a_get_by_anybody_changes_nothing(visitor, forbid_writes, row):
    address, status, *_signed_in = row
    assert status_of(visitor.get(address)) == status


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_a_get_by_somebody_signed_in_changes_nothing(member, forbid_writes, row):
    address, *statuses = row
    assert status_of(member.get(address)) == statuses[-1]


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_head_says_what_get_says(visitor, forbid_writes, row):
    whole, head = visitor.get(row[0]), visitor.head(row[0])
    assert (head.status_code, headers(head), head.getvalue()) == (status_of(whole), headers(whole), b"")


def test_a_get_that_writes_would_be_noticed(member, forbid_writes):
    with pytest.raises(AssertionError, match="a read wrote"):
        member.post("/account/sign-out/")
