"""The catalogue's pages; import them from here."""

from practices.views.catalogue import catalogue
from practices.views.citations import cite
from practices.views.compare import compare, compare_as_pdf
from practices.views.contact import contact, contact_person
from practices.views.exports import export_csv, export_xlsx
from practices.views.fact_sheet import fact_sheet
from practices.views.fact_sheet_pdf import fact_sheet_pdf
from practices.views.files import attach, attached_file, draft_file
from practices.views.gallery import gallery
from practices.views.home import home
from practices.views.my_data import erase_my_account, my_data, my_data_file
from practices.views.my_work import my_work
from practices.views.organisations import organisation
from practices.views.picked_list import picked_list
from practices.views.review import review
from practices.views.review_preview import review_preview
from practices.views.review_queue import review_queue
from practices.views.saved_lists import saved_lists
from practices.views.statistics import statistics, statistics_file
from practices.views.suggest import suggest
from practices.views.take_down import take_down
from practices.views.together import (
    comment,
    end_co_author,
    end_invitation,
    invitation,
    invite_co_author,
    presence,
    settle,
)
from practices.views.versions import version, version_compare, versions
from practices.views.writing import (
    draft,
    draft_section,
    new_draft,
    new_version,
    organisation_offers,
    preview,
    propose_named,
)

__all__ = [
    "attach",
    "attached_file",
    "catalogue",
    "cite",
    "comment",
    "compare",
    "compare_as_pdf",
    "contact",
    "contact_person",
    "draft",
    "draft_file",
    "draft_section",
    "end_co_author",
    "end_invitation",
    "erase_my_account",
    "export_csv",
    "export_xlsx",
    "fact_sheet",
    "fact_sheet_pdf",
    "gallery",
    "home",
    "invitation",
    "invite_co_author",
    "my_data",
    "my_data_file",
    "my_work",
    "new_draft",
    "new_version",
    "organisation",
    "organisation_offers",
    "picked_list",
    "presence",
    "preview",
    "propose_named",
    "review",
    "review_preview",
    "review_queue",
    "saved_lists",
    "settle",
    "statistics",
    "statistics_file",
    "suggest",
    "take_down",
    "version",
    "version_compare",
    "versions",
]
