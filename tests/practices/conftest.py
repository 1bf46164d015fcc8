"""Who writes, for whom, and what."""

import pytest
from django.test import Client

from network.models import Organisation, User
from practices.models import Draft
from tests.factories import DraftFactory, OrganisationFactory, UserFactory


@pytest.fixture
def city(db: None):
    """An organisation of the directory."""
    return OrganisationFactory.create(slug="city", name="City of Roubaix")


@pytest.fixture
def officer(city: Organisation):
    """Ana, who writes and submits for it."""
    return UserFactory.create(name="Ana", officer_of=city, officer_of__may_submit=True)


@pytest.fixture
def member(client: Client, officer: User):
    """Ana's browser."""
    client.force_login(officer)
    return client


@pytest.fixture
def draft(city: Organisation):
    """A draft of the organisation's with as much in it as can be handed in."""
    return DraftFactory.create(organisation=city, complete=True)


@pytest.fixture
def ana(draft: Draft):
    """A colleague of whoever began the draft."""
    return UserFactory.create(name="Ana", officer_of=draft.organisation)


@pytest.fixture
def berta(db: None):
    """Somebody of no organisation, to be invited."""
    return UserFactory.create(name="Berta", email="berta@example.org")
