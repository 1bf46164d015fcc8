"""The catalogue's pages; import them from here."""

from practices.views.catalogue import catalogue
from practices.views.citations import cite
from practices.views.compare import compare, compare_as_pdf
from practices.views.exports import export_csv, export_xlsx
from practices.views.fact_sheet import fact_sheet
from practices.views.fact_sheet_pdf import fact_sheet_pdf
from practices.views.gallery import gallery
from practices.views.home import home
from practices.views.my_work import my_work
from practices.views.organisations import organisation
from practices.views.picked_list import picked_list
from practices.views.saved_lists import saved_lists
from practices.views.statistics import statistics, statistics_file
from practices.views.suggest import suggest
from practices.views.together import (
    comment,
    end_co_author,
    end_invitation,
    invitation,
    invite_co_author,
    presence,
    settle,
)

__all__ = [
    "catalogue",
    "cite",
    "comment",
    "compare",
    "compare_as_pdf",
    "end_co_author",
    "end_invitation",
    "export_csv",
    "export_xlsx",
    "fact_sheet",
    "fact_sheet_pdf",
    "gallery",
    "home",
    "invitation",
    "invite_co_author",
    "my_work",
    "organisation",
    "picked_list",
    "presence",
    "saved_lists",
    "settle",
    "statistics",
    "statistics_file",
    "suggest",
]
