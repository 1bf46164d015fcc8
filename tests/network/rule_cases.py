"""Every way in which a row of the network breaks a rule of the database, and some in which it only just does not."""

from collections.abc import Callable

from django.db.models import Model

from network.models import Country, Organisation, User
from tests.factories import CountryFactory, OrganisationFactory, UserFactory
from tests.rules import Allowed, Broken

ROWS: dict[type[Model], Callable[[], Model]] = {
    Country: CountryFactory,
    Organisation: OrganisationFactory,
    User: UserFactory,
}

BROKEN: Broken = {
    Country: {
        "country_code_is_iso_alpha_2": {
            "small letters": "code = 'fr'",
            "one letter": "code = 'F'",
            "a digit": "code = 'F1'",
            "Greece by its NUTS prefix": "code = 'EL'",
            "the United Kingdom by its NUTS prefix": "code = 'UK'",
        },
        "country_nuts_prefix_well_formed": {
            "small letters": "nuts_prefix = 'fr'",
            "one letter": "nuts_prefix = 'F'",
            "a digit": "nuts_prefix = 'F1'",
            "none": "nuts_prefix = ''",
        },
        "country_named": {"no name": "name = ''"},
    },
    Organisation: {
        "organisation_named": {"no name": "name = ''", "no slug": "slug = ''"},
        "organisation_kind_known": {"another kind": "kind = 'club'", "none": "kind = ''"},
        "organisation_population_band_known": {"another band": "population_band = 'many'"},
        "organisation_coordinates_in_pairs": {
            "no latitude": "latitude = NULL",
            "no longitude": "longitude = NULL",
        },
        "organisation_coordinates_on_the_globe": {
            "past the North Pole": "latitude = 90.001",
            "past the South Pole": "latitude = -90.001",
            "too far east": "longitude = 180.001",
            "too far west": "longitude = -180.001",
            "latitude not a number": "latitude = 'NaN'",
            "longitude not a number": "longitude = 'NaN'",
        },
        "organisation_nuts_code_well_formed": {
            "small letters": "nuts_code = 'fre11'",
            "one letter": "nuts_code = 'F'",
            "a digit first": "nuts_code = '1FR'",
            "a hyphen": "nuts_code = 'FR-1'",
        },
    },
    User: {"user_has_an_email": {"none": "email = ''"}},
}

# The text that another row already has; see `beside_another`.
TAKEN: Broken = {
    Organisation: {
        "network_organisation_public_id_key": {
            "the same": "public_id = (SELECT public_id FROM network_organisation WHERE slug = 'lyon')"
        },
        "network_organisation_slug_key": {"the same": "slug = 'lyon'"},
        "organisation_unique_in_its_country": {
            "the same name": "name = 'Lyon'",
            "in capitals": "name = 'LYON'",
            "both without a country": "name = 'eurocities', country_id = NULL",
        },
    },
    User: {
        "network_user_email_key": {"the same": "email = 'ana@example.org'"},
        "user_email_unique": {"in capitals": "email = 'Ana@Example.ORG'"},
    },
}


def beside_another(model: type[Model]) -> Model:
    """A row that the changes of TAKEN bring into conflict with another."""
    if model is User:
        UserFactory(email="ana@example.org")
    else:
        OrganisationFactory(name="Lyon", slug="lyon")
        OrganisationFactory(name="Eurocities", slug="eurocities", country=None)
        CountryFactory(code="GR")
    return ROWS[model]()


ALLOWED: Allowed = {
    Country: {
        "Greece with its own NUTS prefix": "code = 'GR', nuts_prefix = 'EL'",
        "the United Kingdom with its own NUTS prefix": "code = 'GB', nuts_prefix = 'UK'",
    },
    Organisation: {
        "the North Pole": "latitude = 90, longitude = 180",
        "the South Pole": "latitude = -90, longitude = -180",
        "no coordinates": "latitude = NULL, longitude = NULL",
        "a whole country as region": "nuts_code = 'FR'",
        "no region": "nuts_code = ''",
        "no population": "population_band = ''",
    },
}

ALLOWED_BESIDE_ANOTHER: Allowed = {
    Organisation: {
        "the same name in another country": "name = 'Lyon', country_id = 'GR'",
        "the same name without a country": "name = 'Lyon', country_id = NULL",
    },
}
