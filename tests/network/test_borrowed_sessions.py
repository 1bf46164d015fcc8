"""A session that somebody else sits at opens nothing that outlasts it, and ends with what the owner changes."""

import io
import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.management import call_command
from django.test import Client

from network.models import ApiToken, Organisation, User
from network.workflows import open_account
from tests.factories import AffiliationFactory, ApiTokenFactory, OrganisationFactory, UserFactory
from tests.network.entering import ON, PASSWORD, confirm, last_mail, link_in, sign_in, switched_on
from tests.network.single_sign_on import come_back, sent_there

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

NEW = "an even longer, quieter river"
THERE, FORGOTTEN = "/account/confirm/there/", "/account/password/forgotten/"
FIRST, ERASE, TOKENS, ADDRESS = "/account/password/first/", "/account/erase/", "/account/tokens/", "/account/address/"


@pytest.fixture
def city() -> Organisation:
    organisation: Organisation = OrganisationFactory.create()
    return organisation


def asked_for(city: Organisation) -> dict[str, Any]:
    return {"organisation": city.pk, "name": "Our CMS", "scopes": ["drafts:read"], "days": "365"}


@pytest.fixture
def without_password(client: Client, provider: Any, city: Organisation) -> Client:
    """Signed in with the identity provider alone."""
    come_back(client)
    AffiliationFactory.create(user=User.objects.get(), organisation=city, confirmed=True)
    return client


def confirmed_there(client: Client, following: str = "/account/") -> Any:
    return come_back(client, process="confirm", next=following)


def test_v7_5_1_a_token_is_made_after_confirming_and_with_what_was_typed(client, city):
    sign_in(client, UserFactory.create(officer_of=city).email)
    led = client.post(TOKENS, asked_for(city))
    assert (led["Location"], ApiToken.objects.count()) == ("/account/confirm/?next=%2Faccount%2Ftokens%2F", 0)
    page = client.post(led["Location"], {"password": PASSWORD})
    assert len(re.findall(r'value="ip_\w{40}"', page.text)) == 1
    assert ApiToken.objects.values_list("name", "scopes").get() == ("Our CMS", ["drafts:read"])


def changed(client: Client, user: User) -> None:
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW})


def forgotten(client: Client, user: User) -> None:
    client.post(FORGOTTEN, {"email": user.email})
    client.post(link_in(str(last_mail().body)), {"password1": NEW})


def given_by_the_project(_client: Client, user: User) -> None:
    open_account(email=user.email, password=NEW, by=None)


@pytest.mark.parametrize("renews", [changed, forgotten, given_by_the_project])
def test_a_new_password_revokes_every_token_and_none_of_others(client, city, renews):
    user, colleague = UserFactory.create(officer_of=city), UserFactory.create(officer_of=city)
    ApiTokenFactory.create(user=user, organisation=city)
    theirs = ApiTokenFactory.create(user=colleague, organisation=city)
    sign_in(client, user.email)
    renews(client, user)
    user.refresh_from_db()
    assert (user.check_password(NEW), ApiToken.objects.get(revoked_at=None)) == (True, theirs)


def test_whoever_has_a_new_password_is_told_of_the_tokens(client, city):
    user = UserFactory.create(officer_of=city)
    sign_in(client, user.email)
    changed(client, user)
    assert "every API token was revoked" in str(last_mail().body)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("address", "typed"), [(FIRST, {"password1": NEW}), (ERASE, {"email": "ana@example.eu"})])
def test_an_account_without_a_password_first_goes_to_its_provider(without_password, method, address, typed):
    answer = getattr(without_password, method)(address, typed)
    assert answer["Location"] == f"{THERE}?next={address.replace('/', '%2F')}"
    assert (User.objects.get().has_usable_password(), NEW in str(dict(without_password.session))) == (False, False)


@pytest.mark.parametrize(
    ("address", "typed"),
    [(ADDRESS, {"action_add": "", "email": "thief@example.org"}), (ON, {}), (TOKENS, {})],
    ids=["address", "second factor", "token"],
)
def test_v7_5_1_so_it_does_before_whatever_else_would_let_somebody_in(without_password, city, address, typed):
    answer = without_password.post(address, typed or asked_for(city))
    assert answer["Location"] == f"{THERE}?next={address.replace('/', '%2F')}"
    assert (EmailAddress.objects.count(), ApiToken.objects.count()) == (1, 0)


def test_the_page_that_leads_there_says_what_for_and_keeps_where_it_goes_on(without_password):
    page = without_password.get(f"{THERE}?next={FIRST}").text.partition("<main")[2]
    assert re.findall(r'name="(process|next)" value="([^"]+)"', page) == [("process", "confirm"), ("next", FIRST)]
    assert re.findall(r"page-head__title\">(.*?)<", page) == ["Is it you?"]


def test_whoever_confirms_is_asked_there_again_who_they_are(without_password):
    asked = [sent_there(without_password, **typed) for typed in ({"process": "confirm"}, {})]
    assert [re.findall(r"[?&](prompt|max_age)=(\w+)", address) for address in asked] == [
        [("prompt", "login"), ("max_age", "0")],
        [],
    ]


def test_after_confirming_there_a_first_password_is_chosen(without_password):
    before = without_password.session.session_key
    assert confirmed_there(without_password, FIRST)["Location"] == FIRST
    assert without_password.session.session_key != before
    assert without_password.post(FIRST, {"password1": NEW})["Location"] == "/account/"
    assert User.objects.get().check_password(NEW)


def test_after_confirming_there_the_account_is_erased(without_password):
    confirmed_there(without_password, ERASE)
    without_password.post(ERASE, {"email": "ana@example.eu"})
    assert User.objects.count() == 0


def test_what_was_typed_before_confirming_there_is_taken(without_password, city):
    without_password.post(TOKENS, asked_for(city))
    page = confirmed_there(without_password, TOKENS)
    assert len(re.findall(r'value="ip_\w{40}"', page.text)) == 1
    assert ApiToken.objects.values_list("name", flat=True).get() == "Our CMS"


def test_confirming_there_does_not_last(without_password, monkeypatch):
    confirmed_there(without_password)
    later = time.time() + 301
    monkeypatch.setattr("network.identity.confirming.time.time", lambda: later)
    assert without_password.get(FIRST)["Location"].startswith(THERE)


@pytest.mark.parametrize(
    "lies",
    [
        pytest.param({"auth_time": None}, id="does not say when"),
        pytest.param({"auth_time": int(time.time()) - 600}, id="long ago"),
        pytest.param({"auth_time": "now"}, id="no time"),
    ],
)
def test_a_provider_that_did_not_ask_again_confirms_nothing(without_password, provider, lies):
    provider.lies |= lies
    answer = confirmed_there(without_password, FIRST)
    assert (answer.status_code, without_password.get(FIRST)["Location"].startswith(THERE)) == (403, True)


@pytest.mark.parametrize("known", [1, 0], ids=["with an account here", "unknown here"])
def test_somebody_else_there_confirms_nothing_here(without_password, provider, known):
    provider.person |= {"sub": "8", "email": "thief@example.eu"}
    for _time in range(known):
        come_back(Client())
    answer = confirmed_there(without_password, FIRST)
    assert (answer.status_code, without_password.get(FIRST)["Location"].startswith(THERE)) == (403, True)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1 + known, 1 + known)


def test_confirming_signs_nobody_in(without_password):
    visitor = Client()
    assert (confirmed_there(visitor).status_code, visitor.get("/account/").status_code) == (403, 302)


def test_confirming_there_goes_on_only_within_the_site(without_password):
    assert confirmed_there(without_password, "https://evil.example/")["Location"] == "/account/"


def test_whoever_has_a_password_is_not_sent_there(client, provider):
    sign_in(client, UserFactory.create().email)
    assert client.get(f"{THERE}?next={FIRST}")["Location"] == "/account/"
    assert client.get(ERASE).status_code == 200


def test_where_no_provider_knows_the_account_a_password_comes_by_mail(without_password, settings):
    settings.IDENTITY_PROVIDER = ""
    led = without_password.get(FIRST)
    assert led["Location"] == f"{FORGOTTEN}?next=%2Faccount%2Fpassword%2Ffirst%2F"
    assert "Your account has no password." in without_password.get(led["Location"]).text
    forgotten(without_password, User.objects.get())
    assert (User.objects.get().check_password(NEW), without_password.get("/account/").status_code) == (True, 302)


def elsewhere(email: str) -> Client:
    """Another session of the account, which has passed the second step where there is one."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


@pytest.mark.parametrize("change", ["on", "off", "codes", "connected"])
def test_v7_4_3_other_sessions_end_when_a_factor_is_changed(client, provider, change):
    user = UserFactory.create(email="ana@example.eu")
    stranger = elsewhere(UserFactory.create().email)
    sign_in(client, user.email)
    confirm(client)
    if change in ("off", "codes"):
        switched_on(client)
    if change == "connected":
        come_back(client, process="connect")
    other = elsewhere(user.email)
    if change == "on":
        switched_on(client)
    elif change == "connected":
        client.post("/account/connected/", {"account": SocialAccount.objects.get().pk})
    else:
        client.post({"off": "/account/second-factor/off/", "codes": "/account/recovery-codes/new/"}[change])
    assert [each.get("/account/").status_code for each in (client, other, stranger)] == [200, 302, 200]


def test_v7_4_3_all_end_when_the_operator_switches_the_factor_off(client):
    user = UserFactory.create()
    sign_in(client, user.email)
    confirm(client)
    switched_on(client)
    call_command("switch_second_factor_off", user.email, "asked on the telephone", stdout=io.StringIO())
    assert (Authenticator.objects.count(), client.get("/account/").status_code) == (0, 302)
