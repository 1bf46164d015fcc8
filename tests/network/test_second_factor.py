"""The second factor: set up with an app, asked for when signing in, replaced by recovery codes, switched off."""

import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from config.accounts import limits
from network.models import AuditEntry, User
from tests.factories import UserFactory
from tests.network.entering import (
    ON,
    PASSWORD,
    code_of,
    codes_on,
    confirm,
    only_reading,
    said,
    secret_on,
    sign_in,
    switched_on,
    wrong_code,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

OFF, CODE = "/account/second-factor/off/", "/account/sign-in/code/"
CODES, NEW_CODES = "/account/recovery-codes/", "/account/recovery-codes/new/"
NOT_RIGHT = "#id_code Code: This code is not right, or no longer. Type the one that your app shows now."


@pytest.fixture
def member(client: Client) -> Client:
    """Somebody who has just confirmed that it is them."""
    sign_in(client, UserFactory(email="ana@example.eu").email)
    confirm(client)
    return client


def at_the_second_step(email: str = "ana@example.eu") -> Client:
    client = Client()
    assert sign_in(client, email, address="/account/sign-in/?next=/practices/lists/") == CODE
    return client


def test_an_app_is_set_up_with_the_secret_of_the_page(member):
    _secret, codes = switched_on(member)
    assert (len(codes), len(set(codes))) == (10, 10)
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]


def test_the_picture_holds_the_same_and_needs_no_style(member):
    page = member.post(ON).text
    picture = ET.fromstring(re.findall(r"<svg.*?</svg>", page, re.DOTALL)[-1])
    names = {name for part in picture.iter() for name in part.attrib}
    assert (picture.tag, "style" in names) == ("{http://www.w3.org/2000/svg}svg", False)
    assert re.findall(r'href="otpauth://totp/(.*?)\?secret=(\w+)', page) == [("ana%40example.eu", secret_on(page))]


def test_nothing_is_made_by_only_reading(member):
    with only_reading():
        answers = [member.get(address) for address in (ON, "/account/second-factor/")]
    assert [answer.status_code for answer in answers] == [302, 200]


def test_a_wrong_code_switches_nothing_on_and_keeps_the_secret(member):
    secret = secret_on(member.post(ON).text)
    answer = member.post(ON, {"code": wrong_code(secret)})
    assert (answer.status_code, said(answer.text), secret_on(answer.text)) == (422, [NOT_RIGHT], secret)
    assert not Authenticator.objects.exists()


def test_setting_up_asks_who_it_is_and_then_goes_on(client):
    sign_in(client, UserFactory().email)
    asked = client.post(ON)
    assert asked["Location"] == "/account/confirm/?next=%2Faccount%2Fsecond-factor%2Fon%2F"
    assert len(secret_on(client.post(asked["Location"], {"password": PASSWORD}).text)) == 32


def test_signing_in_asks_for_the_code_and_then_goes_on(member):
    secret, _codes = switched_on(member)
    client = at_the_second_step()
    assert client.get("/account/").status_code == 302
    assert client.post(CODE, {"code": code_of(secret)})["Location"] == "/practices/lists/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(member):
    secret, _codes = switched_on(member)
    code = code_of(secret)
    assert at_the_second_step().post(CODE, {"code": code}).status_code == 302
    answer = at_the_second_step().post(CODE, {"code": code})
    assert (answer.status_code, said(answer.text)) == (422, [NOT_RIGHT])


def test_a_recovery_code_works_once(member):
    _secret, codes = switched_on(member)
    assert at_the_second_step().post(CODE, {"code": codes[3]}).status_code == 302
    answer = at_the_second_step().post(CODE, {"code": codes[3]})
    assert (answer.status_code, said(answer.text)) == (422, [NOT_RIGHT])
    assert codes_on(member.post(CODES).text) == [code for code in codes if code != codes[3]]


def test_a_session_with_a_second_factor_ends_in_time_too(member):
    secret, _codes = switched_on(member)
    client = at_the_second_step()
    client.post(CODE, {"code": code_of(secret)})
    last_moment = client.session.get_expiry_date()
    session = client.session
    session["used"] = True
    session.save()
    assert client.session.get_expiry_date() == last_moment


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"code": "١٢٣٤٥٦"}, id="other digits"),
        pytest.param({"code": "9" * 10_000}, id="huge"),
        pytest.param({"code": "<script>"}, id="a script"),
    ],
)
def test_nonsense_is_no_code(member, typed):
    switched_on(member)
    answer = at_the_second_step().post(CODE, typed)
    assert (answer.status_code, said(answer.text)) == (422, [NOT_RIGHT])


def test_a_form_without_a_code_is_told_so(member):
    switched_on(member)
    answer = at_the_second_step().post(CODE)
    assert (answer.status_code, said(answer.text)) == (422, ["#id_code Code: This field is required."])


def test_guessing_codes_is_stopped(member, settings):
    secret, _codes = switched_on(member)
    settings.ACCOUNT_RATE_LIMITS = limits(1)
    guessing = Client(REMOTE_ADDR="192.0.2.41")
    sign_in(guessing, "ana@example.eu")
    for _attempt in range(5):
        guessing.post(CODE, {"code": wrong_code(secret)})
    answer = guessing.post(CODE, {"code": code_of(secret)})
    assert said(answer.text) == ["#id_code Code: That was too often. Wait a few minutes and try again."]


def test_the_second_step_is_nothing_without_the_first(client):
    assert client.post(CODE, {"code": "123456"})["Location"] == "/account/sign-in/"


def test_the_second_step_can_be_left(member):
    switched_on(member)
    client = at_the_second_step()
    client.post("/account/sign-out/")
    assert client.get(CODE)["Location"] == "/account/sign-in/"


def test_a_new_password_does_not_go_round_the_second_factor(member):
    switched_on(member)
    member.post("/account/password/", {"oldpassword": PASSWORD, "password1": "an even longer, quieter river"})
    assert sign_in(Client(), "ana@example.eu", "an even longer, quieter river") == CODE


def test_secrets_lie_in_the_database_encrypted(member):
    secret, codes = switched_on(member)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert [text for text in (secret, *codes) if text in kept] == []


def test_secrets_outlive_a_new_secret_key_as_long_as_the_old_one_is_named(member, settings):
    secret, _codes = switched_on(member)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, which is as long as it has to be, fifty characters or more"
    assert at_the_second_step().post(CODE, {"code": code_of(secret)})["Location"] == "/practices/lists/"


def test_a_second_factor_under_a_lost_secret_key_is_explained_and_opens_nothing(member, settings):
    secret, codes = switched_on(member)
    settings.SECRET_KEY = "another key, which is as long as it has to be, fifty characters or more"
    client = at_the_second_step()
    for code in (code_of(secret), codes[0]):
        answer = client.post(CODE, {"code": code})
        [why] = said(answer.text)
        explained = "Your second factor cannot be read any more. Ask those who run the site to switch it off."
        assert (answer.status_code, why) == (422, f"#id_code Code: {explained}")


def test_who_lost_everything_is_let_in_by_the_command_line(member):
    switched_on(member)
    told = io.StringIO()
    call_command("switch_second_factor_off", "ANA@example.eu", "seen in person", stdout=told)
    assert told.getvalue() == "ana@example.eu can sign in with the password alone.\n"
    assert sign_in(Client(), "ana@example.eu") == "/account/"
    noted = AuditEntry.objects.filter(table="mfa_authenticator", action="delete").values_list("workflow", "reason")
    assert set(noted) == {("switch_second_factor_off", "seen in person")}


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        pytest.param("nobody@example.eu", "No account has this address.", id="nobody"),
        pytest.param("ana@example.eu", "This account has no second factor.", id="nothing to switch off"),
    ],
)
def test_the_command_line_says_what_it_cannot_do(member, email, expected):
    with pytest.raises(CommandError) as raised:
        call_command("switch_second_factor_off", email, "seen in person")
    assert str(raised.value) == expected


def test_the_audit_trail_knows_who_did_what_and_no_secret(member):
    secret, codes = switched_on(member)
    at_the_second_step().post(CODE, {"code": codes[0]})
    user = User.objects.get()
    entries = AuditEntry.objects.filter(table="mfa_authenticator").order_by("pk")
    assert {(entry.actor, entry.workflow, entry.action) for entry in entries} == {
        (user.pk, "switch_second_factor_on", "insert"),
        (user.pk, "look_at_recovery_codes", "update"),
        (user.pk, "use_code", "update"),
    }
    kept = json.dumps([[entry.before, entry.after] for entry in entries])
    assert [text for text in (secret, *codes) if text in kept] == []


def test_recovery_codes_are_only_shown_by_a_button_to_somebody_who_confirmed(member):
    switched_on(member)
    with only_reading():
        page = member.get(CODES).text
    assert (codes_on(page), "10 codes are left." in page) == ([], True)
    other = Client()
    other.force_login(Authenticator.objects.all()[:1][0].user)
    assert other.post(CODES)["Location"] == "/account/confirm/?next=%2Faccount%2Frecovery-codes%2F"


def test_new_recovery_codes_take_the_place_of_the_old(member):
    _secret, old = switched_on(member)
    new = codes_on(member.post(NEW_CODES).text)
    assert (len(new), set(new) & set(old)) == (10, set())
    assert [at_the_second_step().post(CODE, {"code": code}).status_code for code in (old[0], new[0])] == [422, 302]


def test_without_a_second_factor_there_are_no_recovery_codes(member):
    assert [member.get(CODES).status_code, member.post(CODES).status_code] == [404, 404]
    assert said(member.post(NEW_CODES).text) == [
        "You cannot generate recovery codes without having two-factor authentication enabled."
    ]


def test_switching_it_off_takes_the_recovery_codes_too(member):
    switched_on(member)
    assert member.post(OFF)["Location"] == "/account/second-factor/"
    assert (Authenticator.objects.count(), sign_in(Client(), "ana@example.eu")) == (0, "/account/")


def test_a_code_confirms_who_it_is_as_well(member):
    secret, _codes = switched_on(member)
    client = Client()
    client.force_login(Authenticator.objects.all()[:1][0].user)
    answer = client.post("/account/confirm/code/?next=/account/", {"code": code_of(secret)})
    assert (answer["Location"], client.post(OFF)["Location"]) == ("/account/", "/account/second-factor/")


@pytest.mark.django_db(transaction=True)
def test_whoever_owns_the_account_is_told_by_mail(member):
    switched_on(member)
    member.post(NEW_CODES)
    member.post(OFF)
    assert [sent.subject for sent in mail.outbox] == [
        "Signing in asks for a code from now on",
        "Your account has new recovery codes",
        "Signing in no longer asks for a code",
    ]
