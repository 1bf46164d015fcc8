"""Countries, organisations, people and what they may do."""

import datetime as dt
import uuid
from functools import cache
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import get_hasher, make_password
from factory.django import DjangoModelFactory

from network.enums import Role
from network.models import (
    Affiliation,
    ApiToken,
    Consent,
    Country,
    FormerSlug,
    IdempotentAnswer,
    Organisation,
    OutboxMail,
    ParkedForm,
    RoleGrant,
    User,
)

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


class CountryFactory(DjangoModelFactory[Country]):
    """France, unless another code is given; each country once."""

    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "FR"
    name = factory.LazyAttribute(lambda country: {"FR": "France", "GR": "Greece"}.get(country.code, country.code))
    nuts_prefix = factory.LazyAttribute(lambda country: {"GR": "EL", "GB": "UK"}.get(country.code, country.code))
    eu_member = True


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A city."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Ville {number}")
    slug = factory.Sequence(lambda number: f"ville-{number}")
    kind = "local_authority"
    country = factory.SubFactory(CountryFactory)
    nuts_code = "FRE11"
    latitude = 50.69
    longitude = 3.17


class FormerSlugFactory(DjangoModelFactory[FormerSlug]):
    """Of a double that was merged into an organisation."""

    class Meta:
        model = FormerSlug

    slug = factory.Sequence(lambda number: f"stadt-{number}")
    name = factory.Sequence(lambda number: f"Stadt {number}")
    organisation = factory.SubFactory(OrganisationFactory)


@cache
def _hashed(algorithm: str) -> str:
    """Once for each way of hashing: the usual one is slow, as it ought to be."""
    return make_password("correct horse battery", hasher=algorithm)


class UserFactory(DjangoModelFactory[User]):
    """Somebody with the password `correct horse battery`.

    `officer_of=organisation` gives them a confirmed place there, `reviewer=True`, `secretariat=True` and `staff=True`
    the role of that name.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    password = factory.LazyFunction(lambda: _hashed(get_hasher().algorithm))

    @factory.post_generation
    def confirmed_address(user: User, create: bool, wanted: Any) -> None:  # noqa: N805  # factory_boy's way
        """Whether their address is confirmed, without which nobody signs in; `confirmed_address=False` for not."""
        if create:
            EmailAddress.objects.create(
                user=user, email=user.email.lower(), verified=wanted is not False, primary=True
            )

    @factory.post_generation
    def officer_of(user: User, create: bool, organisation: Any, **rights: Any) -> None:  # noqa: N805  # factory_boy's way
        """Their place in an organisation; `officer_of__may_sign=True` and the like say what they may there."""
        if create and organisation:
            AffiliationFactory(user=user, organisation=organisation, confirmed=True, **rights)

    @factory.post_generation
    def reviewer(user: User, create: bool, wanted: Any) -> None:  # noqa: N805  # factory_boy's way
        """Whether they review."""
        _grant(user, Role.REVIEWER, create and wanted)

    @factory.post_generation
    def secretariat(user: User, create: bool, wanted: Any) -> None:  # noqa: N805  # factory_boy's way
        """Whether they belong to the secretariat."""
        _grant(user, Role.SECRETARIAT, create and wanted)

    @factory.post_generation
    def staff(user: User, create: bool, wanted: Any) -> None:  # noqa: N805  # factory_boy's way
        """Whether they work for the Commission or the Committee."""
        _grant(user, Role.STAFF, create and wanted)


def _grant(user: User, role: Role, wanted: Any) -> None:
    if wanted:
        RoleGrantFactory(user=user, role=role)


class RoleGrantFactory(DjangoModelFactory[RoleGrant]):
    """A reviewer's role."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = "reviewer"


class AffiliationFactory(DjangoModelFactory[Affiliation]):
    """A place in an organisation that somebody asks for; `confirmed=True` has it confirmed."""

    class Meta:
        model = Affiliation

    class Params:
        confirmed = factory.Trait(state="confirmed", decided_at=NOON, since=NOON.date())

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    job_title = "Integration officer"
    capacity = "administrator"


class ConsentFactory(DjangoModelFactory[Consent]):
    """A consent to be shown as a contact."""

    class Meta:
        model = Consent

    user = factory.SubFactory(UserFactory)
    purpose = "publish_contact"
    subject = factory.LazyFunction(lambda: str(uuid.uuid4()))
    wording = "My name and address may be shown as the contact of this fact sheet."


class OutboxMailFactory(DjangoModelFactory[OutboxMail]):
    """A mail that waits to be sent."""

    class Meta:
        model = OutboxMail

    occasion = factory.Sequence(lambda number: f"test:{number}")
    kind = "account"
    recipient = factory.SubFactory(UserFactory)
    address = factory.LazyAttribute(lambda mail: mail.recipient.email)
    language = "en"
    subject = "Welcome"
    text = "Good morning."
    due_at = NOON


class ApiTokenFactory(DjangoModelFactory[ApiToken]):
    """A token that reads and writes drafts, good for a long time."""

    class Meta:
        model = ApiToken

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    name = "Our content system"
    prefix = "ip_abcdefgh"
    digest = factory.Sequence(lambda number: f"{number:064x}")
    scopes = factory.LazyFunction(lambda: ["drafts:read", "drafts:write"])
    expires_at = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)


class IdempotentAnswerFactory(DjangoModelFactory[IdempotentAnswer]):
    """An answer that is kept for a repeated request."""

    class Meta:
        model = IdempotentAnswer

    user = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda number: f"key-{number}")
    digest = "0" * 64
    status = 201
    body = "{}"


class ParkedFormFactory(DjangoModelFactory[ParkedForm]):
    """What was typed before the session had ended."""

    class Meta:
        model = ParkedForm

    digest = factory.Sequence(lambda number: f"{number:064x}")
    path = "/account/"
    fields = factory.LazyFunction(lambda: {"name": ["Ana"]})
