"""Pages of a person's own data, in the browser, where they have something to say that the others do not."""

import pytest
from django.test import Client

from network.models import User
from practices.workflows import show_as_contact
from tests.factories import OrganisationFactory, PracticeFactory, UserFactory
from tests.pages.test_every_page import judged

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_consent_that_is_to_be_renewed_is_shown_soundly(site):
    practice = PracticeFactory.create(organiser=OrganisationFactory.create())
    officer = UserFactory.create(name="Ana Kralj", officer_of=practice.organiser)
    show_as_contact(practice=practice, by=officer)
    User.objects.filter(pk=officer.pk).update(name="Ana Novak")
    client = Client()
    client.force_login(officer)
    addresses = ("/account/data/", f"/practices/{practice.slug}/contact/")
    pages = {address: client.get(address).content.decode() for address in addresses}
    assert [judged(site, pages), ["renewed" in page or "consent back" in page for page in pages.values()]] == [
        {}, [True, True]
    ]  # fmt: skip
