"""The secretariat grants roles and takes them away; the first comes from the command line, and one always stays."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from network.enums import Role
from network.errors import InvalidRecord, NotAllowed, Refusal
from network.models import OutboxMail, RoleGrant, User
from network.workflows import grant_role, revoke_role
from tests.factories import OrganisationFactory, RoleGrantFactory, UserFactory
from tests.network.at_once import at_once

LAST = "You are the last of the secretariat: grant the role to somebody else first."
NOT_THEIRS = "The secretariat grants roles and takes them away."


@pytest.fixture
def cleo(db: None) -> User:
    made: User = UserFactory.create(name="Cleo Klein", secretariat=True)
    return made


@pytest.fixture
def ana(db: None) -> User:
    made: User = UserFactory.create(name="Ana Silva", email="ana@example.org")
    return made


def roles(user: User) -> list[str]:
    return sorted(RoleGrant.objects.filter(user=user).values_list("role", flat=True))


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_granted_by_the_secretariat_and_its_holder_is_told(cleo, ana, role):
    grant = grant_role(user=ana, role=role, by=cleo)
    mail = OutboxMail.objects.get()
    assert (roles(ana), grant.granted_by) == ([role.value], cleo)
    assert (mail.recipient, mail.subject) == (ana, f"You have a new role: {role.label}")


def test_a_role_is_taken_away_and_who_had_it_is_told(cleo):
    ana = UserFactory(reviewer=True, staff=True)
    revoke_role(user=ana, role=Role.REVIEWER, by=cleo)
    mail = OutboxMail.objects.get()
    assert (roles(ana), mail.recipient, mail.subject) == (["staff"], ana, "You no longer have the role: Reviewer")


@pytest.mark.parametrize(
    "who", [{}, {"reviewer": True, "staff": True}, {"officer": True}], ids=["none", "others", "officer"]
)
def test_nobody_else_grants_or_takes_away(ana, cleo, who):
    by = UserFactory(officer_of=OrganisationFactory()) if "officer" in who else UserFactory(**who)
    RoleGrantFactory(user=ana)
    for change in (
        lambda: grant_role(user=by, role=Role.SECRETARIAT, by=by),
        lambda: revoke_role(user=ana, role=Role.REVIEWER, by=by),
        lambda: revoke_role(user=cleo, role=Role.SECRETARIAT, by=by),
    ):
        with pytest.raises(NotAllowed) as refusal:
            change()
        assert str(refusal.value) == NOT_THEIRS
    assert (roles(ana), roles(cleo)) == (["reviewer"], ["secretariat"])


def test_who_closed_their_account_grants_nothing(ana, cleo):
    cleo.is_active = False
    cleo.save()
    with pytest.raises(NotAllowed):
        grant_role(user=ana, role=Role.REVIEWER, by=cleo)


def test_a_role_is_granted_once(cleo, ana):
    RoleGrantFactory(user=ana)
    with pytest.raises(InvalidRecord) as refusal:
        grant_role(user=ana, role=Role.REVIEWER, by=cleo)
    assert refusal.value.faults == {"record": ["This person already has this role."]}


def test_a_closed_account_gets_no_role(cleo):
    with pytest.raises(InvalidRecord) as refusal:
        grant_role(user=UserFactory(is_active=False), role=Role.REVIEWER, by=cleo)
    assert refusal.value.faults == {"user": ["This account is closed."]}


def test_a_role_that_somebody_does_not_have_is_not_taken_away(cleo, ana):
    with pytest.raises(RoleGrant.DoesNotExist):
        revoke_role(user=ana, role=Role.REVIEWER, by=cleo)


def test_the_last_of_the_secretariat_keeps_the_role(cleo):
    UserFactory(secretariat=True, is_active=False)
    with pytest.raises(Refusal) as refusal:
        revoke_role(user=cleo, role=Role.SECRETARIAT, by=cleo)
    assert (str(refusal.value), roles(cleo)) == (LAST, ["secretariat"])


def test_the_last_of_the_secretariat_gives_up_another_role(cleo):
    RoleGrantFactory(user=cleo, role="staff")
    revoke_role(user=cleo, role=Role.STAFF, by=cleo)
    assert roles(cleo) == ["secretariat"]


def test_of_two_who_leave_the_secretariat_at_once_one_stays(transactional_db):
    with transaction.atomic():
        both = [UserFactory.create(secretariat=True) for _ in range(2)]
    told = at_once(
        "SELECT FROM network_rolegrant FOR UPDATE",
        *(lambda one=one: revoke_role(user=one, role=Role.SECRETARIAT, by=one) for one in both),
    )
    assert (told, RoleGrant.objects.count()) == (["", LAST], 1)


def test_of_two_who_take_the_role_from_each_other_one_stays(transactional_db):
    with transaction.atomic():
        one, other = (UserFactory.create(secretariat=True) for _ in range(2))
    told = at_once(
        "SELECT FROM network_rolegrant FOR UPDATE",
        lambda: revoke_role(user=other, role=Role.SECRETARIAT, by=one),
        lambda: revoke_role(user=one, role=Role.SECRETARIAT, by=other),
    )
    assert (told, RoleGrant.objects.count()) == (["", NOT_THEIRS], 1)


def test_the_first_of_the_secretariat_comes_from_the_command_line(ana):
    said = io.StringIO()
    call_command("grant_role", "ANA@example.org", "secretariat", stdout=said)
    assert (said.getvalue(), roles(ana)) == ("ana@example.org has the role secretariat.\n", ["secretariat"])


@pytest.mark.parametrize(
    ("email", "role", "said"),
    [
        ("bo@example.org", "reviewer", "bo@example.org has no account: open one with `manage.py open_account`."),
        ("ana@example.org", "staff", "record: This person already has this role."),
    ],
    ids=["no account", "had already"],
)
def test_what_cannot_be_granted_is_said_on_the_command_line(ana, email, role, said):
    RoleGrantFactory(user=ana, role="staff")
    with pytest.raises(CommandError) as raised:
        call_command("grant_role", email, role)
    assert (str(raised.value), roles(ana)) == (said, ["staff"])
