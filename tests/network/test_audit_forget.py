"""Erasing an account takes its personal values out of the audit trail, and leaves everything else there."""

from typing import Any

import pytest
from django.db import connection

from network.models import AuditEntry, User
from network.workflows import forget, recorded
from tests.factories import AffiliationFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@recorded
def describe(*, user: User, text: str, by: User | None, reason: str = "") -> None:
    User.objects.filter(pk=user.pk).update(name=text)


def trail() -> str:
    """All that it holds, as one text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(entry::text, ' ') FROM network_auditentry AS entry")
        return str(cursor.fetchone()[0])


def noted_name(user: User) -> Any:
    """The name as the trail remembers it."""
    return (AuditEntry.objects.of(user).filter(action="update", workflow="describe").get().after or {})["name"]


@pytest.fixture
def ana() -> User:
    user: User = UserFactory.create(email="ana.petrova@example.org", name="")
    return user


def test_the_values_are_nowhere_after_the_account_is_gone(ana):
    AffiliationFactory.create(user=ana, job_title="Assistant of Ana Petrova")
    describe(user=ana, text="Ana Petrova", by=ana, reason="Ana Petrova asked for it")
    pk = ana.pk
    ana.delete()
    forget(user_id=pk, values=["Ana Petrova", "ana.petrova@example.org"])
    assert [text for text in ("Petrova", "petrova", "ana.") if text in trail()] == []


def test_who_acted_when_and_in_which_workflow_stays(ana):
    describe(user=ana, text="Ana Petrova", by=ana)
    entries = AuditEntry.objects.of(ana).order_by("id")
    seen = [(entry.pk, entry.at, entry.actor, entry.workflow, entry.action) for entry in entries]
    forget(user_id=ana.pk, values=["Ana Petrova"])
    entries = AuditEntry.objects.of(ana).exclude(workflow="erase_account").order_by("id")
    assert [(entry.pk, entry.at, entry.actor, entry.workflow, entry.action) for entry in entries] == seen


@pytest.mark.parametrize(
    ("text", "value", "left"),
    [
        ("Ana Petrova", "Ana Petrova", "[erased]"),
        ("ANA PETROVA", "ana petrova", "[erased]"),
        ("Call Ana Petrova, not Ana Petrov", "Ana Petrova", "Call [erased], not Ana Petrov"),
        ("Ana.Petrova (Ana?)", "Ana.Petrova", "[erased] (Ana?)"),
        ("AnaxPetrova", "Ana.Petrova", "AnaxPetrova"),
        ("a+b*c?(d)[e]{f}|g^h$i\\j", "a+b*c?(d)[e]{f}|g^h$i\\j", "[erased]"),
        ('"Ana"\n\t<b>Petrova</b>', '"Ana"\n\t<b>Petrova</b>', "[erased]"),
        ("Ανδρέας Πετρίδης", "Ανδρέας Πετρίδης", "[erased]"),
        ("Иван Петров", "Иван Петров", "[erased]"),
        ("An Li and Anna Lind", "An", "[erased] Li and Anna Lind"),
        ("name", "name", "[erased]"),
        ("true", "true", "[erased]"),
        ("X marks it", "X", "X marks it"),
        ("nothing of theirs", "", "nothing of theirs"),
        ("nothing of theirs", "   ", "nothing of theirs"),
    ],
)
def test_a_value_is_taken_out_of_a_text(ana, text, value, left):
    describe(user=ana, text=text, by=None)
    forget(user_id=ana.pk, values=[value])
    assert noted_name(ana) == left


def test_the_longer_of_two_values_goes_first(ana):
    describe(user=ana, text="Ana Petrova-Ilieva", by=None)
    forget(user_id=ana.pk, values=["Ana Petrova", "Ana Petrova-Ilieva"])
    assert noted_name(ana) == "[erased]"


def test_a_value_is_found_however_deep_it_stands():
    organisation = OrganisationFactory.create(names={"fr": [{"known as": ["Ana Petrova", 1, True, None]}], "el": {}})
    forget(user_id=1, values=["Ana Petrova"])
    names = (AuditEntry.objects.of(organisation).get().after or {})["names"]
    assert names == {"fr": [{"known as": ["[erased]", 1, True, None]}], "el": {}}


def test_the_name_of_a_column_is_no_value(ana):
    describe(user=ana, text="email", by=None)
    forget(user_id=ana.pk, values=["email"])
    made = AuditEntry.objects.of(ana).get(action="insert")
    assert (made.after or {})["email"] == "ana.petrova@example.org"


def test_what_others_did_stays(ana):
    other = UserFactory.create(name="Jon Ross")
    before = [(entry.before, entry.after) for entry in AuditEntry.objects.of(other)]
    forget(user_id=ana.pk, values=["ana.petrova@example.org"])
    assert [(entry.before, entry.after) for entry in AuditEntry.objects.of(other)] == before


def test_the_erasure_itself_is_noted_without_what_was_erased(ana):
    describe(user=ana, text="Ana Petrova", by=ana)
    forget(user_id=ana.pk, values=["Ana Petrova"])
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.workflow, entry.table, entry.row, entry.before, entry.after) == (
        "update", "erase_account", "network_user", str(ana.pk), None, {"entries_erased": 1}
    )  # fmt: skip


def test_it_says_how_many_entries_held_a_value(ana):
    for name in ("Ana Petrova", "Ana P.", "Ana Q."):
        describe(user=ana, text=name, by=None)
    assert forget(user_id=ana.pk, values=["Ana Petrova", "Ana Q."]) == 3


def test_the_trail_stands_again_afterwards(ana):
    forget(user_id=ana.pk, values=["ana.petrova@example.org"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('audit.forgetting', true)")
        assert cursor.fetchone() == ("",)
