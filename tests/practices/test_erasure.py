"""What the site keeps of a person is theirs: to see, to take along, and to take out of everything."""

import json
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import connection
from django.db.models import EmailField

from network.enums import ConsentPurpose
from network.models import AuditEntry, OutboxMail, User
from practices.enums import Language
from practices.models import Draft, Invitation
from practices.workflows import begin_draft, comment_on, contacts_of, personal_data, save_section
from tests.conftest import PROJECT
from tests.factories import (
    AffiliationFactory,
    ApiTokenFactory,
    ConsentFactory,
    OrganisationFactory,
    OutboxMailFactory,
    ParkedFormFactory,
    PracticeFactory,
    SavedListFactory,
    UserFactory,
)

CANARY = "kanarienvogel"
PASSWORD = "correct horse battery"
ROW = re.compile(r"^\| (\w+) \| (\w+) \| ", re.MULTILINE)
LISTED = {pair for pair in ROW.findall((PROJECT / "docs" / "personal-data.md").read_text()) if pair[0] != "table"}
# The general address of an organisation.
NOT_PERSONAL = {("network_organisation", "contact_email")}


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        return sorted(name for (name,) in cursor.fetchall())


def columns_with(text: str) -> set[tuple[str, str]]:
    """Every column of every table in which the text stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(
                f"SELECT DISTINCT field.key FROM {table} AS one, jsonb_each_text(to_jsonb(one)) AS field"
                " WHERE field.value ILIKE %s",
                [f"%{text}%"],
            )
            found |= {(table, column) for (column,) in cursor.fetchall()}
    return found


class Person:
    """Somebody who left the canary wherever a person can leave anything."""

    def __init__(self) -> None:
        self.organisation = OrganisationFactory.create()
        self.user = UserFactory.create(
            email=f"{CANARY}@example.org", name=f"Ana {CANARY}", officer_of=self.organisation
        )
        user = self.user
        User.objects.filter(pk=user.pk).update(name=f"Anna {CANARY}")
        User.objects.filter(pk=user.pk).update(name=user.name)
        user.affiliations.update(job_title=f"Head of {CANARY}", reason=f"{CANARY} asked")
        EmailAddress.objects.create(user=user, email=f"other-{CANARY}@example.org", verified=True)
        SocialAccount.objects.create(
            user=user, provider="eu-login", uid=f"id-{CANARY}", extra_data={"given_name": CANARY.title()}
        )
        Authenticator.objects.create(user=user, type="totp", data={"secret": CANARY})
        ApiTokenFactory(user=user, organisation=self.organisation, name=f"System of {CANARY}")
        ConsentFactory(user=user, wording=f"{CANARY} may be shown")
        OutboxMailFactory(recipient=user)
        OutboxMailFactory(
            recipient=UserFactory.create(),
            subject=f"Ana {CANARY} comments",
            text=f"{CANARY}@example.org says",
            html=f"<p>Ana {CANARY}</p>",
        )
        OutboxMailFactory(recipient=UserFactory.create(), reply_to=f"{CANARY}@example.org")
        ParkedFormFactory(fields={"email": [f"{CANARY}@example.org"]})
        SavedListFactory(owner=user, name=f"List of {CANARY}")
        self.draft = begin_draft(organisation=self.organisation, language=Language.EN, by=user)
        save_section(
            draft=self.draft, name="story", language="en", data={"title": "Mothers"}, expected_version=0, by=user
        )
        comment_on(draft=self.draft, section="story", text="Shorter, please.", by=user)
        Invitation.objects.create(
            draft=self.draft, email=f"{CANARY}@example.org", expires_at="2999-01-01T00:00:00Z", invited_by=None
        )
        self.reason_in_the_trail()

    def reason_in_the_trail(self) -> None:
        """As a colleague might give one."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('audit.reason', %s, true)", [f"{CANARY} wished it"])
            cursor.execute("UPDATE network_user SET language = 'fr' WHERE id = %s", [self.user.pk])
            cursor.execute("SELECT set_config('audit.reason', '', true)")


@pytest.fixture
def person(db: None) -> Person:
    return Person()


def erase(client: Any, person: Person) -> Any:
    client.force_login(person.user)
    return client.post("/account/erase/", {"email": person.user.email, "password": PASSWORD})


def test_the_canary_sits_in_every_column_that_the_document_lists(person):
    assert LISTED - columns_with(CANARY) == set()


def test_the_document_lists_every_column_in_which_the_canary_sits(person):
    assert columns_with(CANARY) - LISTED == set()


def test_the_document_lists_every_address():
    addresses = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EmailField)
    }
    assert addresses - NOT_PERSONAL - LISTED == set()


def test_after_the_erasure_the_canary_is_nowhere(client, person):
    erase(client, person)
    assert columns_with(CANARY) == set()


def test_after_the_erasure_the_account_is_closed_to_its_session(client, person):
    answer = erase(client, person)
    assert (
        answer.status_code,
        client.get("/account/data/").status_code,
        User.objects.filter(pk=person.user.pk).count(),
    ) == (
        302,
        302,
        0,
    )


def test_what_was_written_for_the_organisation_stays_without_a_name(client, person):
    erase(client, person)
    draft = Draft.objects.get(pk=person.draft.pk)
    comment = draft.comments.get()
    assert (draft.title, draft.created_by, comment.text, comment.author) == ("Mothers", None, "Shorter, please.", None)


def test_the_trail_says_that_somebody_was_erased(client, person):
    number = person.user.pk
    erase(client, person)
    said = AuditEntry.objects.filter(workflow="erase_account", table="network_user", row=str(number))
    assert list(said.order_by("id").values_list("action", flat=True)) == ["delete", "update"]


def test_mails_to_others_stay_without_the_name(client, person):
    erase(client, person)
    left = OutboxMail.objects.get(subject__contains="comments")
    assert (left.subject, left.text, left.html) == ("[erased] comments", "[erased] says", "<p>[erased]</p>")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"email": "other@example.org", "password": PASSWORD}, "email", id="another address"),
        pytest.param({"email": f"{CANARY}@example.org", "password": "wrong"}, "password", id="another password"),
        pytest.param({}, "email", id="nothing"),
    ],
)
def test_nothing_is_erased_by_mistake(client, person, typed, field):
    client.force_login(person.user)
    answer = client.post("/account/erase/", typed)
    assert (
        answer.status_code,
        field in answer.context["form"].errors,
        User.objects.filter(pk=person.user.pk).count(),
    ) == (
        422,
        True,
        1,
    )


def test_the_last_of_the_secretariat_stays(client, db):
    last = UserFactory.create(secretariat=True)
    client.force_login(last)
    answer = client.post("/account/erase/", {"email": last.email, "password": PASSWORD})
    assert (answer.status_code, User.objects.filter(pk=last.pk).exists()) == (409, True)


def test_one_sees_all_that_is_kept(person):
    kept = personal_data(person.user)
    assert {
        key: len(kept[key]) for key in ("addresses", "affiliations", "tokens", "drafts", "comments", "saved_lists")
    } == {
        "addresses": 2,
        "affiliations": 1,
        "tokens": 1,
        "drafts": 1,
        "comments": 1,
        "saved_lists": 1,
    }


def test_one_takes_it_along_as_json(client, person):
    client.force_login(person.user)
    answer = client.get("/account/data.json")
    kept = json.loads(answer.content)
    assert (answer["Content-Type"], kept["account"]["name"]) == ("application/json; charset=utf-8", f"Ana {CANARY}")


def test_the_file_holds_no_secret(client, person):
    client.force_login(person.user)
    said = client.get("/account/data.json").content.decode()
    token = person.user.api_tokens.get()
    assert (token.digest in said, person.user.password in said, '"secret"' in said) == (False, False, False)


def test_nobody_gets_the_data_of_another(client, person):
    client.force_login(UserFactory.create())
    assert CANARY not in client.get("/account/data.json").content.decode()


def test_a_name_appears_on_a_fact_sheet_by_consent_and_goes_with_it(client, person):
    practice = PracticeFactory.create(organiser=person.organisation)
    address = f"/practices/{practice.slug}/contact/"
    seen = [CANARY in client.get(address).content.decode()]
    client.force_login(person.user)
    for choice in ("show", "hide"):
        client.post(f"{address}person/", {choice: "yes"})
        seen.append([user.pk for user in contacts_of(practice)] == [person.user.pk])
    consent = person.user.consents.get(purpose=ConsentPurpose.PUBLISH_CONTACT, subject=str(practice.public_id))
    assert (seen, consent.withdrawn_at is None, person.user.name in consent.wording) == (
        [False, True, False],
        False,
        True,
    )


def test_whoever_leaves_the_organisation_is_its_contact_no_more(client, person):
    practice = PracticeFactory.create(organiser=person.organisation)
    client.force_login(person.user)
    client.post(f"/practices/{practice.slug}/contact/person/", {"show": "yes"})
    person.user.affiliations.update(state="ended")
    assert contacts_of(practice) == []


def test_a_message_reaches_the_organiser_and_its_sender_can_be_answered(client, db):
    organisation = OrganisationFactory.create(contact_email="office@ville.example")
    officer = UserFactory.create(officer_of=organisation)
    AffiliationFactory(organisation=organisation)  # asked, not confirmed
    practice = PracticeFactory.create(organiser=organisation)
    typed = {"name": "Κώστας", "email": "kostas@patras.example", "message": "How many volunteers?"}
    for _time in range(2):
        client.post(f"/practices/{practice.slug}/contact/", typed)
    sent = OutboxMail.objects.order_by("address").values_list("address", "reply_to")
    assert list(sent) == sorted(
        [(officer.email, "kostas@patras.example"), ("office@ville.example", "kostas@patras.example")]
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"name": "", "email": "a@example.org", "message": "Hello"}, "name", id="no name"),
        pytest.param({"name": "Ana", "email": "nowhere", "message": "Hello"}, "email", id="no address"),
        pytest.param({"name": "Ana", "email": "a@example.org", "message": " "}, "message", id="nothing said"),
        pytest.param({"name": "Ana", "email": "a@example.org", "message": "a" * 5001}, "message", id="too much"),
        pytest.param(
            {"name": "Ana", "email": "a@x.org\nBcc: b@x.org", "message": "Hello"}, "email", id="a second header"
        ),
    ],
)
def test_a_message_that_cannot_be_answered_is_shown_again(client, db, typed, field):
    practice = PracticeFactory.create()
    answer = client.post(f"/practices/{practice.slug}/contact/", typed)
    assert (answer.status_code, list(answer.context["form"].errors), OutboxMail.objects.count()) == (422, [field], 0)
