"""The audit trail knows who acts, in which workflow and why, as every write says when it begins."""

import pytest
from django.db import connection

from network.models import AuditEntry, Country, User
from network.workflows import recorded
from tests.factories import CountryFactory, UserFactory
from tests.network.noted import noted, now

pytestmark = pytest.mark.django_db


def acting(*, since: int) -> list[tuple[int | None, str, str]]:
    """Actor, workflow and reason of the entries after that number."""
    entries = AuditEntry.objects.filter(id__gt=since).order_by("id")
    return [(entry.actor, entry.workflow, entry.reason) for entry in entries]


@recorded
def rename(*, country: Country, name: str, by: User | None, reason: str = "") -> None:
    Country.objects.filter(pk=country.pk).update(name_en=name)


@recorded
def rename_twice(*, country: Country, by: User | None, reason: str = "", inner: User | None = None) -> None:
    rename(country=country, name="First", by=inner)
    Country.objects.filter(pk=country.pk).update(name_en="Second")


@recorded
def give_up(*, country: Country, by: User | None) -> None:
    rename(country=country, name="Gallia", by=by)
    raise ZeroDivisionError


@pytest.fixture
def france() -> Country:
    country: Country = CountryFactory.create(code="FR", name="France")
    return country


def test_who_acts_where_and_why_is_noted(france):
    user = UserFactory.create()
    since = now()
    rename(country=france, name="Gallia", by=user, reason="It is called so")
    assert acting(since=since) == [(user.pk, "rename", "It is called so")]


def test_a_workflow_within_another_is_noted_by_its_own_name_for_who_began(france):
    user = UserFactory.create()
    since = now()
    rename_twice(country=france, by=user, reason="Two names")
    assert acting(since=since) == [(user.pk, "rename", "Two names"), (user.pk, "rename_twice", "Two names")]


def test_a_workflow_within_another_may_be_somebody_elses(france):
    user, other = UserFactory.create(), UserFactory.create()
    since = now()
    rename_twice(country=france, by=user, inner=other)
    assert acting(since=since) == [(other.pk, "rename", ""), (user.pk, "rename_twice", "")]


def test_after_a_workflow_nobody_acts_any_more(france):
    rename(country=france, name="Gallia", by=UserFactory.create(), reason="It is called so")
    since = now()
    france.eu_member = False
    france.save()
    assert acting(since=since) == [(None, "", "")]


def test_the_project_itself_is_nobody(france):
    since = now()
    rename(country=france, name="Gallia", by=None)
    assert acting(since=since) == [(None, "rename", "")]


def test_what_is_rolled_back_is_not_noted(france):
    since = now()
    with pytest.raises(ZeroDivisionError):
        give_up(country=france, by=None)
    assert (noted(since=since), Country.objects.get().name) == ([], "France")


def test_a_workflow_that_fails_leaves_nobody_acting(france):
    with pytest.raises(ZeroDivisionError):
        give_up(country=france, by=UserFactory.create())
    since = now()
    france.eu_member = False
    france.save()
    assert acting(since=since) == [(None, "", "")]


def test_the_moment_is_that_of_the_change_and_not_of_its_transaction(france):
    rename(country=france, name="Gallia", by=None)
    rename(country=france, name="France", by=None)
    first, second = AuditEntry.objects.filter(workflow="rename").order_by("id")
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        (began,) = cursor.fetchone()
    assert began < first.at < second.at
