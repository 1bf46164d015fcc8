"""Every write of the network; import them from here."""

from network.workflows.accounts import end_sessions, open_account, sign_up, switch_second_factor_off
from network.workflows.affiliations import (
    ask_to_join,
    confirm_affiliation,
    end_affiliation,
    refuse_affiliation,
    set_affiliation_rights,
)
from network.workflows.delivery import try_again
from network.workflows.details import correct_details
from network.workflows.erasing import LastOfTheSecretariat, addresses_of, erase_account
from network.workflows.mail import tell
from network.workflows.mail_choices import choose_mail, switch_off_mail
from network.workflows.organisations import (
    Position,
    confirm_organisation,
    decline_organisation,
    merge_organisation,
    propose_organisation,
)
from network.workflows.personal_data import give_consent, personal_data, withdraw_consent
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
from network.workflows.roles import grant_role, revoke_role
from network.workflows.trail import forget

__all__ = [
    "CountryData",
    "Entry",
    "LastOfTheSecretariat",
    "OrganisationData",
    "Place",
    "Position",
    "Translated",
    "addresses_of",
    "ask_to_join",
    "choose_mail",
    "confirm_affiliation",
    "confirm_organisation",
    "correct_details",
    "decline_organisation",
    "end_affiliation",
    "end_sessions",
    "erase_account",
    "forget",
    "give_consent",
    "grant_role",
    "hold_to_the_rules",
    "merge_organisation",
    "open_account",
    "personal_data",
    "propose_organisation",
    "recorded",
    "refuse_affiliation",
    "revoke_role",
    "save_if_changed",
    "set_affiliation_rights",
    "sign_up",
    "stable_id",
    "switch_off_mail",
    "switch_second_factor_off",
    "tell",
    "translate",
    "try_again",
    "unique_slug",
    "withdraw_consent",
    "write_country",
    "write_organisation",
]
