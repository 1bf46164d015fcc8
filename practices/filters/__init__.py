"""What can be asked of the catalogue; one FilterSet each, used by the page and by the API."""

from practices.filters.completion import CompletionFilterSet
from practices.filters.fact_sheets import PracticeFilterSet
from practices.filters.organisations import OrganisationFilterSet
from practices.filters.submissions import SubmissionFilterSet

__all__ = ["CompletionFilterSet", "OrganisationFilterSet", "PracticeFilterSet", "SubmissionFilterSet"]
