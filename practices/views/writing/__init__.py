"""The pages on which fact sheets are written; import them from here."""

from practices.views.writing.drafts import new_draft
from practices.views.writing.offers import organisation_offers
from practices.views.writing.overview import draft
from practices.views.writing.preview import preview
from practices.views.writing.proposing import propose_named
from practices.views.writing.section import draft_section
from practices.views.writing.versions import new_version

__all__ = ["draft", "draft_section", "new_draft", "new_version", "organisation_offers", "preview", "propose_named"]
