"""Every way in which a row of the network breaks a rule of the database, and some in which it only just does not."""

from collections.abc import Callable

from django.db.models import Model

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
from tests.factories import (
    AffiliationFactory,
    ApiTokenFactory,
    ConsentFactory,
    CountryFactory,
    FormerSlugFactory,
    IdempotentAnswerFactory,
    OrganisationFactory,
    OutboxMailFactory,
    ParkedFormFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.rules import Allowed, Broken

ROWS: dict[type[Model], Callable[[], Model]] = {
    Affiliation: AffiliationFactory,
    ApiToken: ApiTokenFactory,
    Consent: ConsentFactory,
    Country: CountryFactory,
    FormerSlug: FormerSlugFactory,
    IdempotentAnswer: IdempotentAnswerFactory,
    Organisation: OrganisationFactory,
    OutboxMail: OutboxMailFactory,
    ParkedForm: ParkedFormFactory,
    RoleGrant: RoleGrantFactory,
    User: UserFactory,
}

BROKEN: Broken = {
    Affiliation: {
        "affiliation_capacity_known": {"another capacity": "capacity = 'mayor'"},
        "affiliation_state_known": {
            "another state": "state = 'lost', decided_at = now()",
            "none": "state = '', decided_at = now()",
        },
        "affiliation_ends_after_it_begins": {"a day too early": "since = '2011-02-02', until = '2011-02-01'"},
        "affiliation_decided_with_its_date": {
            "confirmed without a date": "state = 'confirmed'",
            "refused without a date": "state = 'refused'",
            "ended without a date": "state = 'ended'",
            "asked with a date": "decided_at = now()",
        },
    },
    ApiToken: {
        "token_named": {"no name": "name = ''", "no prefix": "prefix = ''", "no digest": "digest = ''"},
        "token_scopes_known": {
            "another scope": "scopes = '{everything}'",
            "another beside one": "scopes = '{drafts:read,everything}'",
            "none": "scopes = '{}'",
        },
        "token_expires_after_it_was_made": {
            "at once": "expires_at = created_at",
            "before": "expires_at = created_at - interval '1 second'",
        },
    },
    Consent: {
        "consent_purpose_known": {"another purpose": "purpose = 'advertise'", "none": "purpose = ''"},
        "consent_keeps_its_wording": {"no wording": "wording = ''"},
    },
    IdempotentAnswer: {
        "idempotent_answer_named": {"no key": "key = ''", "no digest": "digest = ''"},
        "network_idempotentanswer_status_check": {"below zero": "status = -1"},
    },
    OutboxMail: {
        "mail_kind_known": {"another kind": "kind = 'advertisement'", "none": "kind = ''"},
        "mail_language_known": {"another language": "language = 'de'", "none": "language = ''"},
        "mail_complete": {"no occasion": "occasion = ''", "no address": "address = ''", "no subject": "subject = ''"},
        "network_outboxmail_attempts_check": {"below zero": "attempts = -1"},
    },
    ParkedForm: {"parked_form_found_again": {"no digest": "digest = ''", "no path": "path = ''"}},
    RoleGrant: {"role_known": {"another role": "role = 'king'", "none": "role = ''"}},
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
    FormerSlug: {"former_slug_named": {"no slug": "slug = ''", "no name": "name = ''"}},
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
    User: {
        "user_has_an_email": {"none": "email = ''"},
        "user_language_known": {"another language": "language = 'de'", "none": "language = ''"},
        "user_unwanted_mail_known": {
            "another kind": "unwanted_mail = '{advertisement}'",
            "another beside one": "unwanted_mail = '{comment,advertisement}'",
        },
    },
}

AFFILIATED = "user_id, organisation_id"

# What another row already has; see `beside_another`.
TAKEN: Broken = {
    Affiliation: {
        "affiliation_open_once": {
            "asked twice": f"({AFFILIATED}) = (SELECT {AFFILIATED} FROM network_affiliation ORDER BY id LIMIT 1)",
            "confirmed beside asked": f"({AFFILIATED}) = (SELECT {AFFILIATED} FROM network_affiliation ORDER BY id"
            " LIMIT 1), state = 'confirmed', decided_at = now()",
        }
    },
    ApiToken: {"network_apitoken_digest_key": {"the same": "digest = 'taken'"}},
    Consent: {
        "consent_given_once": {
            "the same": "user_id = (SELECT user_id FROM network_consent ORDER BY id LIMIT 1), subject = 'taken'"
        }
    },
    IdempotentAnswer: {
        "idempotent_answer_once": {
            "the same": "user_id = (SELECT user_id FROM network_idempotentanswer ORDER BY id LIMIT 1), key = 'taken'"
        }
    },
    OutboxMail: {"mail_told_once": {"the same": "occasion = 'taken', address = 'ana@example.org'"}},
    ParkedForm: {"network_parkedform_digest_key": {"the same": "digest = 'taken'"}},
    RoleGrant: {
        "role_granted_once": {"the same": "user_id = (SELECT user_id FROM network_rolegrant ORDER BY id LIMIT 1)"}
    },
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


def _another_organisation() -> None:
    OrganisationFactory(name="Lyon", slug="lyon")
    OrganisationFactory(name="Eurocities", slug="eurocities", country=None)
    CountryFactory(code="GR")


OTHERS: dict[type[Model], Callable[[], object]] = {
    Affiliation: AffiliationFactory,
    ApiToken: lambda: ApiTokenFactory(digest="taken"),
    Consent: lambda: ConsentFactory(subject="taken"),
    IdempotentAnswer: lambda: IdempotentAnswerFactory(key="taken"),
    Organisation: _another_organisation,
    OutboxMail: lambda: OutboxMailFactory(occasion="taken", address="ana@example.org"),
    ParkedForm: lambda: ParkedFormFactory(digest="taken"),
    RoleGrant: RoleGrantFactory,
    User: lambda: UserFactory(email="ana@example.org"),
}


def beside_another(model: type[Model]) -> Model:
    """A row that the changes of TAKEN bring into conflict with another, which was there first."""
    OTHERS[model]()
    return ROWS[model]()


ALLOWED: Allowed = {
    FormerSlug: {"of one that was declined": "organisation_id = NULL"},
    Affiliation: {
        "of one day": "since = '2011-02-01', until = '2011-02-01'",
        "with an end alone": "until = '2011-02-01'",
        "no capacity": "capacity = ''",
        "refused on a day": "state = 'refused', decided_at = now()",
    },
    ApiToken: {
        "for one second": "expires_at = created_at + interval '1 second'",
        "everything": "scopes = '{drafts:read,drafts:write,drafts:submit}'",
    },
    User: {"no mail but what must be": "unwanted_mail = '{affiliation_asked,comment,submission,contact}'"},
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
    Affiliation: {
        "asked again after the first has ended": f"({AFFILIATED}) = (SELECT {AFFILIATED} FROM network_affiliation"
        " ORDER BY id LIMIT 1), state = 'ended', decided_at = now()",
        "the same person elsewhere": "user_id = (SELECT user_id FROM network_affiliation ORDER BY id LIMIT 1)",
    },
    Consent: {
        "one that was taken back": "user_id = (SELECT user_id FROM network_consent ORDER BY id LIMIT 1),"
        " subject = 'taken', withdrawn_at = now()"
    },
    IdempotentAnswer: {"the same key of another": "key = 'taken'"},
    OutboxMail: {"the same to another address": "occasion = 'taken'"},
    RoleGrant: {
        "another role": "user_id = (SELECT user_id FROM network_rolegrant ORDER BY id LIMIT 1), role = 'staff'"
    },
    Organisation: {
        "the same name in another country": "name = 'Lyon', country_id = 'GR'",
        "the same name without a country": "name = 'Lyon', country_id = NULL",
    },
}
