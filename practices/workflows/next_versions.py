"""The next version of a fact sheet: of a live one, which stays up unchanged, or of one that was taken off the site."""

import logging
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from network.errors import NotAllowed
from network.models import Organisation, User
from network.workflows import hold_to_the_rules, recorded
from practices.data import FactSheetData
from practices.enums import DraftOrigin, Language
from practices.errors import WrongState
from practices.models import Draft, DraftSection, Practice, PublishedVersion, Tombstone
from practices.workflows.drafts import begin_draft, save_sections
from practices.writing.typed import content_of, typed_out

logger = logging.getLogger(__name__)


@recorded
def begin_version(*, practice: Practice, organisation: Organisation | None = None, by: User) -> Draft:
    """Begins the next version of a published fact sheet.

    Args:
        organisation: on whose behalf, where that is settled already.

    Raises:
        NotAllowed: their organisation neither runs the practice nor handed in its fact sheet.
        WrongState: its next version is in work already, or it is not on the site any more.
    """
    live = Practice.objects.select_for_update(of=("self",)).select_related("organiser").filter(pk=practice.pk).first()
    if live is None:
        raise WrongState(_("This fact sheet is not on the site any more."))
    mine = Organisation.objects.of(by).filter(**({"pk": organisation.pk} if organisation else {}))
    behind = _allowed(mine.filter(pk=live.organiser_id).first() or _who_handed_in(live.public_id, mine))
    return _begin(content_of(live), live.public_id, behind, practice=live, by=by)


@recorded
def begin_again(*, tombstone: Tombstone, by: User) -> Draft:
    """Begins a fact sheet that was taken off the site where its last version stopped.

    Raises:
        NotAllowed: their organisation did not hand it in.
        WrongState: it was deleted, it is back already, or its next version is in work.
    """
    held = Tombstone.objects.select_for_update(of=("self",)).filter(pk=tombstone.pk).first()
    if held is None:
        raise WrongState(_("This fact sheet is back on the site already."))
    content = _last_said(held)
    if content is None:
        raise WrongState(_("This fact sheet was deleted with all its versions: begin a new one."))
    return _begin(content, held.fact_sheet_id, _allowed(_behind(held, content, by)), practice=None, by=by)


def may_begin_again(tombstone: Tombstone, user: User) -> bool:
    """Whether somebody may write what was taken off the site anew."""
    content = _last_said(tombstone)
    return content is not None and _behind(tombstone, content, user) is not None


@recorded
def send_draft(
    *,
    organisation: Organisation,
    language: Language,
    practice: Practice | None,
    sections: Mapping[tuple[str, str], Mapping[str, Any]],
    by: User,
) -> Draft:
    """Begins a draft and fills it, both or neither; for the API.

    Args:
        practice: whose next version it is, where it is one.

    Raises:
        As `begin_draft`, `begin_version` and `save_sections`.
    """
    if practice:
        draft = begin_version(practice=practice, organisation=organisation, by=by)
    else:
        draft = begin_draft(organisation=organisation, language=language, origin=DraftOrigin.API, by=by)
    return save_sections(draft=draft, sections=sections, expected_version=draft.version, by=by)


def _last_said(tombstone: Tombstone) -> FactSheetData | None:
    last = PublishedVersion.objects.filter(fact_sheet_id=tombstone.fact_sheet_id).order_by("number").last()
    return FactSheetData.model_validate(last.content) if last else None


def _behind(tombstone: Tombstone, content: FactSheetData, by: User) -> Organisation | None:
    """The organisation of theirs that ran the practice, or handed its fact sheet in."""
    mine = Organisation.objects.of(by)
    runs_it: Organisation | None = mine.under([content.organiser]).get(content.organiser)
    return runs_it or _who_handed_in(tombstone.fact_sheet_id, mine)


def _who_handed_in(fact_sheet_id: uuid.UUID, mine: Any) -> Organisation | None:
    """The organisation of theirs that wrote an earlier version."""
    earlier = Draft.objects.filter(fact_sheet_id=fact_sheet_id, organisation__in=mine).select_related("organisation")
    first = earlier.order_by("pk").first()
    return first.organisation if first else None


def _allowed(behind: Organisation | None) -> Organisation:
    if behind is None:
        raise NotAllowed(_("Only the organisation that runs a practice writes the next version of its fact sheet."))
    return behind


def _begin(
    content: FactSheetData,
    fact_sheet_id: uuid.UUID,
    behind: Organisation,
    *,
    practice: Practice | None,
    by: User,
) -> Draft:
    if Draft.objects.open().filter(fact_sheet_id=fact_sheet_id).exists():
        raise WrongState(_("The next version of this fact sheet is in work already."))
    draft = Draft(
        fact_sheet_id=fact_sheet_id,
        practice=practice,
        organisation=behind,
        language=content.language.value,
        title=content.texts[content.language].title[:300],
        origin=DraftOrigin.NEW_VERSION,
        created_by=by,
    )
    hold_to_the_rules(draft)
    draft.save()
    for (name, language), data in typed_out(content, reckoned=False).items():
        DraftSection.objects.create(draft=draft, name=name, language=language, data=data, edited_by=by)
    logger.info("draft %s of fact sheet %s begun by %s", draft.pk, fact_sheet_id, by.pk)
    return draft
