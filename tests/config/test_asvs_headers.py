"""ASVS 5.0, level 2, V3 and what else every answer of the site carries, on each address for two kinds of readers."""

import re

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.config.answers import HTTPS, Said, all_answers
from tests.config.observatory import modifiers, score
from tests.config.test_headers import POLICY
from tests.config.test_settings import PRODUCTION, values

pytestmark = pytest.mark.django_db  # that pytest-django makes a database: the answers are there before each test
FILES = {
    "practices/<slug:slug>/files/<uuid:public_id>/",
    "practices/drafts/<uuid:public_id>/files/<uuid:file>/",
}
# What a browser would run or apply without asking the policy for a file.
INLINE = re.compile(
    r"<style\b|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:"
    r"|<script(?![^>]*\ssrc=)(?![^>]*\stype=\"application/ld\+json\")",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Said]:
    """Asked for once; the records are taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = all_answers()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def pages(answers: list[Said]) -> list[Said]:
    return [said for said in answers if said.page]


def without(answers: list[Said], **headers: str) -> list[tuple[str, str, str | None]]:
    """Which of them lack a header of that value."""
    return [
        (said.role, said.where, said.headers.get(name.replace("_", "-")))
        for said in answers
        for name, value in headers.items()
        if said.headers.get(name.replace("_", "-")) != value
    ]


def test_they_are_asked_for_as_a_public_site_is():
    assert values(*HTTPS, **PRODUCTION) == HTTPS


def test_both_see_pages_of_every_kind(pages):
    assert {(said.role, said.status) for said in pages} >= {
        ("anonymous", 200),
        ("anonymous", 400),
        ("anonymous", 404),
        ("officer of A", 200),
        ("officer of A", 403),
        ("officer of A", 404),
    }


def test_v3_2_1_a_file_of_others_is_data_and_no_page(answers):
    sealed = {said.where: said for said in answers if said.where in FILES and said.status == 200}
    assert {
        where: "sandbox" in said.headers["Content-Security-Policy"].split("; ") for where, said in sealed.items()
    } == dict.fromkeys(FILES, True)
    assert {said.headers["Content-Disposition"].partition(";")[0] for said in sealed.values()} == {"attachment"}


def test_v3_3_cookies_are_bound_to_the_host_and_out_of_reach_of_scripts_and_other_sites(answers):
    given = {name: each for said in answers for name, each in said.cookies.items() if each["max-age"] != 0}
    assert sorted(given) == ["__Host-csrf"]
    assert {
        (each["secure"], each["httponly"], each["samesite"], each["path"], each["domain"]) for each in given.values()
    } == {(True, True, "Lax", "/", "")}


def test_v3_3_3_every_cookie_of_the_settings_is_bound_to_the_host():
    kinds = [f"{kind}_COOKIE_NAME" for kind in ("SESSION", "CSRF", "LANGUAGE", "PARKED", "MESSAGE")]
    assert values(*kinds, **PRODUCTION) == {kind: f"__Host-{kind.partition('_')[0].lower()}" for kind in kinds} | {
        "MESSAGE_COOKIE_NAME": "__Host-messages"
    }


def test_v3_4_1_a_browser_never_asks_without_https_again(answers):
    assert without(answers, Strict_Transport_Security="max-age=63072000; includeSubDomains; preload") == []


def test_v3_4_2_other_sites_read_the_public_api_and_nothing_else(answers):
    open_to_all = {said.where for said in answers if "Access-Control-Allow-Origin" in said.headers}
    of_api = {said.where for said in answers if said.of_api and said.role == "anonymous"}
    assert open_to_all == of_api
    assert [said.where for said in answers if "Access-Control-Allow-Credentials" in said.headers] == []
    own = [said.where for said in answers if said.of_api and said.role != "anonymous"]
    shared = [said for said in answers if said.role != "anonymous" and "Access-Control-Allow-Origin" in said.headers]
    assert (len(own), shared) == (len(of_api), [])


def test_v3_4_3_nothing_runs_but_files_of_the_site(answers):
    policies = {
        said.where: set(said.headers["Content-Security-Policy"].split("; "))
        for said in answers
        if said.where not in FILES
    }
    assert {where: policy for where, policy in policies.items() if policy != POLICY} == {}
    assert {"object-src 'none'", "base-uri 'none'"} <= POLICY


def test_v3_4_3_a_file_runs_nothing(answers):
    policies = [said.headers["Content-Security-Policy"].split("; ") for said in answers if said.where in FILES]
    asked = {"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "sandbox"}
    found = [asked <= set(policy) for policy in policies if "sandbox" in policy]
    assert found == [True] * 3  # the public one twice, that of the draft to its author


def test_v3_4_3_no_page_has_a_script_or_style_in_it(pages):
    assert [(said.role, said.where, found) for said in pages if (found := INLINE.findall(said.page))] == []


@pytest.mark.parametrize(
    "planted",
    ["<script>1</script>", '<p style="color: red">', "<a onclick='x()'>", "<style>", '<script type="module">'],
)
def test_a_script_or_style_in_a_page_would_be_found(planted):
    assert len(INLINE.findall(f"<p>{planted}")) == 1


def test_v3_4_4_no_answer_is_taken_for_something_else(answers):
    assert without(answers, X_Content_Type_Options="nosniff") == []


def test_v3_4_5_no_other_site_learns_where_a_reader_came_from_and_this_one_no_key(answers):
    found = {said.where: said.headers["Referrer-Policy"] for said in answers}
    secret = {where for where, policy in found.items() if policy == "strict-origin"}
    assert secret == {
        "account/^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        "account/address/confirm/<str:key>/",
        "account/mail/off/<str:token>/",
        "invitation/<str:token>/",
    }
    assert set(found.values()) == {"same-origin", "strict-origin"}


def test_v3_4_6_no_answer_is_shown_in_a_frame(answers):
    assert [s.where for s in answers if "frame-ancestors 'none'" not in s.headers["Content-Security-Policy"]] == []
    assert without(answers, X_Frame_Options="DENY") == []


def test_v3_4_8_no_window_of_another_site_reaches_into_a_page(pages):
    assert without(pages, Cross_Origin_Opener_Policy="same-origin") == []


def test_v3_5_8_no_other_site_takes_a_page_or_file_into_its_own(answers):
    assert without([said for said in answers if not said.of_api], Cross_Origin_Resource_Policy="same-origin") == []


def test_v3_6_1_every_script_is_the_sites_own_and_held_against_its_sum(pages):
    tags = {tag for said in pages for tag in re.findall(r"<script\b[^>]*\ssrc=[^>]*>", said.page)}
    own = {tag for tag in tags if re.search(r'src="/static/[\w./-]+\.js" integrity="sha384-[\w+/]{64}" defer', tag)}
    assert (len(tags) > 4, tags - own) == (True, set())


def test_v4_1_1_every_answer_says_what_it_is_and_in_which_letters(answers):
    kinds = {said.headers["Content-Type"] for said in answers if said.status == 200}
    texts = {kind for kind in kinds if kind.startswith("text/")}
    assert {kind.replace('"', "").partition("; charset=")[2] for kind in texts} == {"utf-8"}


def test_v7_4_4_every_page_of_somebody_signed_in_has_a_button_for_signing_out(pages):
    own = [said for said in pages if said.role != "anonymous" and "<html" in said.page]
    assert [said.where for said in own if 'action="/account/sign-out/"' not in said.page] == []


def test_v14_3_2_what_is_answered_to_somebody_is_stored_by_nobody(answers):
    own = [said for said in answers if said.role != "anonymous"]
    assert [said.where for said in own if "no-store" not in said.headers.get("Cache-Control", "")] == []


def test_v14_3_2_what_everybody_reads_may_be_stored(answers):
    home = next(said for said in answers if (said.role, said.where) == ("anonymous", ""))
    assert "Cache-Control" not in home.headers


def test_every_kind_of_page_scores_135_in_the_observatory(pages):
    found = {
        (said.role, said.where): score(modifiers(said.headers, said.cookies, said.page))
        for said in pages
        if said.status == 200 and "<html" in said.page
    }
    assert {where: points for where, points in found.items() if points < 135} == {}
    assert (len(found) > 60, found["anonymous", ""]) == (True, 140)
