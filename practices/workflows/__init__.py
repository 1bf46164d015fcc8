"""Every write of the catalogue; import them from here."""

from practices.data import CollectionData, FactSheetData, ThemeData, WordData
from practices.workflows.contact import contacts_of, hide_as_contact, relay_message, show_as_contact, shown_on
from practices.workflows.drafts import begin_draft, drop_translation, give_up_draft, save_section, save_sections
from practices.workflows.fact_sheets import References, write_practice
from practices.workflows.files import attach_file
from practices.workflows.next_versions import begin_again, begin_version, may_begin_again, send_draft
from practices.workflows.personal_data import erase_person, personal_data
from practices.workflows.reviews import (
    answer_remarks,
    decline,
    hand_over,
    publish,
    remark_on,
    request_changes,
    save_sheet,
    take_review,
)
from practices.workflows.saved_lists import delete_list, rename_list, save_list
from practices.workflows.submissions import submit_draft, withdraw_submission
from practices.workflows.taking_down import delete_fact_sheet, may_take_down, unpublish
from practices.workflows.together import (
    accept_invitation,
    close_invitation,
    comment_on,
    decline_invitation,
    invitation_of,
    invite,
    leave_draft,
    note_presence,
    settle_comment,
)
from practices.workflows.vocabulary import write_collection, write_theme, write_word

__all__ = [
    "CollectionData",
    "FactSheetData",
    "References",
    "ThemeData",
    "WordData",
    "accept_invitation",
    "answer_remarks",
    "attach_file",
    "begin_again",
    "begin_draft",
    "begin_version",
    "close_invitation",
    "comment_on",
    "contacts_of",
    "decline",
    "decline_invitation",
    "delete_fact_sheet",
    "delete_list",
    "drop_translation",
    "erase_person",
    "give_up_draft",
    "hand_over",
    "hide_as_contact",
    "invitation_of",
    "invite",
    "leave_draft",
    "may_begin_again",
    "may_take_down",
    "note_presence",
    "personal_data",
    "publish",
    "relay_message",
    "remark_on",
    "rename_list",
    "request_changes",
    "save_list",
    "save_section",
    "save_sections",
    "save_sheet",
    "send_draft",
    "settle_comment",
    "show_as_contact",
    "shown_on",
    "submit_draft",
    "take_review",
    "unpublish",
    "withdraw_submission",
    "write_collection",
    "write_practice",
    "write_theme",
    "write_word",
]
