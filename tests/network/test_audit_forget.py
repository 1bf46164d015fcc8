"""Erasing an account takes its personal values out of the audit trail, and leaves everything else there."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import CASCADE

from network.enums import Role
from network.models import AuditEntry, Organisation, User
from network.workflows import forget, grant_role, recorded
from network.workflows.trail import owned_tables
from tests.factories import AffiliationFactory, ApiTokenFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
ANA = "ana.petrova@example.org"


@recorded
def describe(*, user: User, text: str, by: User | None, reason: str = "") -> None:
    User.objects.filter(pk=user.pk).update(name=text)


@recorded
def rename(*, organisation: Organisation, text: str, by: User | None, reason: str = "") -> None:
    Organisation.objects.filter(pk=organisation.pk).update(name=text)


def gone(user: User, *addresses: str) -> int:
    """The account is deleted and forgotten; how many entries changed."""
    number = user.pk
    user.delete()
    return forget(user_id=number, addresses=addresses)


def trail() -> str:
    """All that it holds, as one text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(entry::text, ' ') FROM network_auditentry AS entry")
        return str(cursor.fetchone()[0])


def noted_name(organisation: Organisation) -> Any:
    """The name as the trail remembers it."""
    return (AuditEntry.objects.of(organisation).get(workflow="rename").after or {})["name"]


@pytest.fixture
def ana() -> User:
    user: User = UserFactory.create(email=ANA, name="")
    return user


def test_nothing_that_stood_in_its_rows_is_left(ana):
    place = AffiliationFactory.create(user=ana, job_title="Assistant of Ana Petrova")
    ApiTokenFactory.create(user=ana, name="Petrova's").delete()
    describe(user=ana, text="Ana Petrova", by=ana, reason="Ana Petrova asked for it")
    describe(user=ana, text="Ana Ilieva", by=ana)
    gone(ana)
    left = AuditEntry.objects.of(place).get(action="insert").after or {}
    assert (
        [text for text in ("Petrova", "petrova", "Ilieva") if text in trail()],
        left["job_title"],
        left["capacity"],
    ) == ([], "[erased]", "administrator")


def test_who_acted_when_and_in_which_workflow_stays(ana):
    describe(user=ana, text="Ana Petrova", by=ana)

    def seen() -> list[Any]:
        entries = AuditEntry.objects.of(ana_s).exclude(workflow="erase_account").exclude(action="delete")
        return list(entries.order_by("id").values_list("pk", "at", "actor", "workflow", "action"))

    ana_s = User(pk=ana.pk)
    before = seen()
    gone(ana)
    assert (seen(), len(before)) == (before, 2)


def test_a_role_that_was_granted_stays_in_words(ana):
    secretary = UserFactory.create(secretariat=True)
    grant_role(user=ana, role=Role.REVIEWER, by=secretary)
    grant = ana.roles.get()
    gone(ana)
    assert [(entry.before or entry.after or {})["role"] for entry in AuditEntry.objects.of(grant)] == ["reviewer"] * 2


@pytest.mark.parametrize(
    ("text", "address", "left"),
    [
        (ANA, ANA, "[erased]"),
        (ANA.upper(), ANA, "[erased]"),
        (f"Call {ANA}, not Ana", ANA, "Call [erased], not Ana"),
        (f"<{ANA}>\n{ANA}.", ANA, "<[erased]>\n[erased]."),
        ("ana+b*c?d{e}|g^h$i@x.eu", "ana+b*c?d{e}|g^h$i@x.eu", "[erased]"),
        ('"ana\\ b"@x.eu', '"ana\\ b"@x.eu', "[erased]"),
        ("иван@пример.eu", "ИВАН@пример.eu", "[erased]"),
        (f"jo{ANA}", ANA, f"jo{ANA}"),
        (f"jo.{ANA}", ANA, f"jo.{ANA}"),
        (f"{ANA}.eu {ANA}-x.eu {ANA}x", ANA, f"{ANA}.eu {ANA}-x.eu {ANA}x"),
        ("ana.petrova@exampleXorg", ANA, "ana.petrova@exampleXorg"),
        ("reviewer", "reviewer", "reviewer"),
        ("@", "@", "@"),
        ("nothing of theirs", "", "nothing of theirs"),
    ],
)
def test_an_address_is_taken_out_of_a_text(ana, text, address, left):
    organisation = OrganisationFactory.create()
    rename(organisation=organisation, text=text, by=None)
    gone(ana, address)
    assert noted_name(organisation) == left


def test_the_longer_of_two_addresses_goes_whole(ana):
    organisation = OrganisationFactory.create()
    rename(organisation=organisation, text="a@x.eu, a@x.eu.org", by=None)
    gone(ana, "a@x.eu", "a@x.eu.org")
    assert noted_name(organisation) == "[erased], [erased]"


def test_an_address_is_found_however_deep_it_stands(ana):
    organisation = OrganisationFactory.create(names={"fr": [{"known as": [ANA, 1, True, None]}], "el": {}})
    gone(ana, ANA)
    names = (AuditEntry.objects.of(organisation).get().after or {})["names"]
    assert names == {"fr": [{"known as": ["[erased]", 1, True, None]}], "el": {}}


def test_an_address_goes_out_of_the_reasons_for_what_happened_to_others(ana):
    organisation = OrganisationFactory.create()
    rename(organisation=organisation, text="Patra", by=None, reason=f"{ANA} said so")
    gone(ana, ANA)
    assert AuditEntry.objects.of(organisation).get(workflow="rename").reason == "[erased] said so"


def test_what_others_are_called_stays(ana):
    other = UserFactory.create(name="Ana Petrova", officer_of=OrganisationFactory.create())
    place = other.affiliations.get()
    describe(user=ana, text="Ana Petrova", by=ana)
    AffiliationFactory.create(user=ana, job_title=place.job_title)
    before = list(AuditEntry.objects.of(other).values("before", "after"))
    gone(ana, ANA)
    assert (
        list(AuditEntry.objects.of(other).values("before", "after")),
        (AuditEntry.objects.of(place).get().after or {})["job_title"],
    ) == (before, "Integration officer")


def test_the_erasure_itself_is_noted_without_what_was_erased(ana):
    number = ana.pk
    gone(ana)
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.workflow, entry.table, entry.row, entry.before, entry.after) == (
        "update", "erase_account", "network_user", str(number), None, {"entries_erased": 4}
    )  # fmt: skip


def test_it_says_how_many_entries_held_a_value(ana):
    organisation = OrganisationFactory.create()
    rename(organisation=organisation, text=f"Not jo{ANA}", by=None)
    rename(organisation=organisation, text=f"Ask {ANA}", by=None)  # and with it, in the former name, the next
    rename(organisation=organisation, text="Patra", by=None)
    assert gone(ana, ANA) == 4 + 2  # the account and its address came and went


def test_an_account_that_stands_is_not_forgotten(ana):
    refused = pytest.raises(DatabaseError, match=f"Account {ana.pk} stands: what it says is not forgotten")
    with refused, transaction.atomic():
        forget(user_id=ana.pk, addresses=[ANA])
    assert ANA in trail()


def test_every_table_whose_rows_go_with_an_account_is_its_own():
    going = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User and getattr(field.remote_field, "on_delete", None) is CASCADE
    }
    owned = {(table["name"], table["owner"]): table["columns"] for table in owned_tables()}
    assert (owned.keys() - {("network_user", "id")}, owned["network_affiliation", "user_id"]) == (
        going, ["job_title", "reason"]
    )  # fmt: skip
