"""Every write of the network; import them from here."""

from network.workflows.accounts import open_account
from network.workflows.recording import recorded
from network.workflows.records import hold_to_the_rules, save_if_changed, unique_slug
from network.workflows.reference import (
    CountryData,
    Entry,
    OrganisationData,
    Place,
    Translated,
    stable_id,
    translate,
    write_country,
    write_organisation,
)

__all__ = [
    "CountryData",
    "Entry",
    "OrganisationData",
    "Place",
    "Translated",
    "hold_to_the_rules",
    "open_account",
    "recorded",
    "save_if_changed",
    "stable_id",
    "translate",
    "unique_slug",
    "write_country",
    "write_organisation",
]
