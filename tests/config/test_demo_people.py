"""The people of the demo have the roles and places that are printed, the same on every run."""

import pytest

from network.enums import Role
from network.models import Affiliation, OutboxMail, RoleGrant, User
from network.workflows import end_affiliation
from tests.factories import OrganisationFactory
from tools.demo_people import CAMBALACHE, ESPOO, settle

PASSWORD = "a long and quiet river"


@pytest.fixture(autouse=True)
def _settled(db: None) -> None:
    for name in (ESPOO, CAMBALACHE):
        OrganisationFactory(name=name)
    settle(PASSWORD)


def places() -> list[tuple[str, str, bool]]:
    confirmed = Affiliation.objects.confirmed().order_by("user__email")
    return list(confirmed.values_list("user__email", "organisation__name", "may_sign"))


PLACES = [
    ("colleague@example.org", ESPOO, False),
    ("officer@example.org", ESPOO, True),
    ("partner@example.org", CAMBALACHE, False),
]


def test_every_role_has_its_person():
    granted = RoleGrant.objects.order_by("role").values_list("user__email", "role")
    assert list(granted) == [(f"{role.value}@example.org", role.value) for role in sorted(Role)]


def test_two_officers_write_for_one_organisation_and_a_third_for_another():
    assert places() == PLACES


def test_all_have_the_same_password():
    assert [user.check_password(PASSWORD) for user in User.objects.all()] == [True] * 6


def test_a_second_run_changes_nothing():
    before = (User.objects.count(), RoleGrant.objects.count(), Affiliation.objects.count(), OutboxMail.objects.count())
    settle(PASSWORD)
    after = (User.objects.count(), RoleGrant.objects.count(), Affiliation.objects.count(), OutboxMail.objects.count())
    assert after == before


def test_who_left_their_organisation_is_back_on_the_next_run():
    officer = User.objects.get(email="officer@example.org")
    end_affiliation(affiliation=officer.affiliations.get(), by=officer)
    settle(PASSWORD)
    assert places() == PLACES
