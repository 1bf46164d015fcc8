"""Every write of the network; import them from here."""

from network.workflows.accounts import open_account
from network.workflows.delivery import try_again
from network.workflows.mail import tell
from network.workflows.mail_choices import choose_mail, switch_off_mail
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
    "choose_mail",
    "hold_to_the_rules",
    "open_account",
    "recorded",
    "save_if_changed",
    "stable_id",
    "switch_off_mail",
    "tell",
    "translate",
    "try_again",
    "unique_slug",
    "write_country",
    "write_organisation",
]
