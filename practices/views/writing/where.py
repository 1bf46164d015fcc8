"""Which draft and which of its sections a page is about."""

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from network.models import User
from practices.enums import Language
from practices.models import Draft, DraftSection
from practices.writing import BY_NAME, SECTIONS, Section
from practices.writing.places import section_address


@dataclass(frozen=True)
class Where:
    """A section of a draft in one language ("" where it has none), and who writes in it."""

    draft: Draft
    section: Section
    language: str
    user: User

    @property
    def stored(self) -> DraftSection | None:
        """What stands there."""
        found = self.draft.sections.filter(name=self.section.name, language=self.language)
        return found.select_related("edited_by").first()

    @property
    def address(self) -> str:
        """The page of the section."""
        return section_address(self.draft, self.section.name, self.language)

    @property
    def is_translation(self) -> bool:
        """Whether an original stands beside it."""
        return self.section.per_language and self.language != self.draft.language

    @property
    def next(self) -> tuple[Section, str] | None:
        """The section after it, with its language."""
        after = SECTIONS[SECTIONS.index(self.section) + 1 :]
        if self.is_translation:
            after = tuple(one for one in after if one.per_language)
        return (after[0], self.language if after[0].per_language else "") if after else None

    @property
    def text_language(self) -> str:
        """In which language it is written."""
        return self.language or self.draft.language


def person(request: HttpRequest) -> User:
    """Who is signed in, on a page that asks for it."""
    assert isinstance(request.user, User)
    return request.user


def own_draft(request: HttpRequest, public_id: uuid.UUID) -> Draft:
    """A draft that they may see.

    Raises:
        Http404: there is none.
    """
    drafts = Draft.objects.of(person(request)).select_related("organisation", "practice__collection", "created_by")
    found = drafts.filter(public_id=public_id).first()
    if found is None:
        raise Http404(_("There is no such draft, or you do not write in it."))
    return found


def find(request: HttpRequest, public_id: uuid.UUID, name: str, language: str) -> Where:
    """The section that an address names.

    Raises:
        Http404: there is no such draft, section or language.
    """
    section = BY_NAME.get(name)
    if section is None or (language and (not section.per_language or language not in Language.values)):
        raise Http404(_("The form has no such section."))
    draft = own_draft(request, public_id)
    return Where(draft, section, (language or draft.language) if section.per_language else "", person(request))
