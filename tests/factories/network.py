"""Countries, organisations, users."""

import factory
from factory.django import DjangoModelFactory

from network.models import Country, Organisation, User


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


class UserFactory(DjangoModelFactory[User]):
    """Somebody with the password `correct horse battery`."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    password = factory.django.Password("correct horse battery")
