"""Writing a draft: begun, saved section by section, given up. Whoever may not see a draft is told there is none."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from network.errors import InvalidRecord, NotAllowed
from network.models import Organisation, User
from network.workflows import hold_to_the_rules, recorded
from practices.enums import DraftOrigin, DraftState, Language
from practices.errors import StaleVersion, WrongState
from practices.models import Draft, DraftSection
from practices.workflows.unshown_files import let_go_of_unshown
from practices.writing import BY_NAME
from practices.writing.shape import in_shape

logger = logging.getLogger(__name__)


@recorded
def begin_draft(
    *, organisation: Organisation, language: Language, by: User, origin: DraftOrigin = DraftOrigin.FORM
) -> Draft:
    """Begins a fact sheet on behalf of an organisation, which is its organiser until another is picked.

    Raises:
        NotAllowed: they have no confirmed place in that organisation.
    """
    if not Organisation.objects.of(by).filter(pk=organisation.pk).exists():
        raise NotAllowed(_("You may write for an organisation once your place in it is confirmed."))
    draft = Draft(organisation=organisation, language=language.value, created_by=by, origin=origin.value)
    hold_to_the_rules(draft)
    draft.save()
    DraftSection.objects.create(
        draft=draft, name="basics", data=BY_NAME["basics"].blank | {"organiser": organisation.slug}, edited_by=by
    )
    logger.info("draft %s begun by %s", draft.pk, by.pk)
    return draft


@recorded
def save_section(
    *, draft: Draft, name: str, language: str = "", data: Mapping[str, Any], expected_version: int, by: User
) -> DraftSection:
    """Keeps what was typed in a section, whatever it says; only its shape is checked.

    Args:
        data: the section's fields; those left out stay as they are.
        expected_version: of the section as its sender saw it, 0 if it was not there yet.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        WrongState: the draft is under review or closed; nothing is saved.
        StaleVersion: somebody else saved the section since; `stored` is theirs, and nothing is saved.
        InvalidRecord: a key or value that the section does not have.
    """
    held = hold(draft, by=by)
    require_editable(held)
    section = write_section(held, name, language, data, expected_version, by)
    held.save(update_fields=["version", "title", "updated_at"])
    return section


@recorded
def save_sections(
    *, draft: Draft, sections: Mapping[tuple[str, str], Mapping[str, Any]], expected_version: int, by: User
) -> Draft:
    """Keeps several sections at once, all or none; for the API, whose version is the whole draft's.

    Raises:
        As `save_section`; `StaleVersion.stored` is the draft.
    """
    held = hold(draft, by=by)
    require_version(held, expected_version, _("The draft has changed since version %(version)s."))
    require_editable(held)
    for (name, language), data in sections.items():
        stored = held.sections.filter(name=name, language=language).first()
        write_section(held, name, language, data, stored.version if stored else 0, by)
    held.save(update_fields=["version", "title", "updated_at"])
    return held


@recorded
def drop_translation(*, draft: Draft, language: Language, expected_version: int, by: User) -> Draft:
    """Takes the texts of a language out of the draft.

    Raises:
        WrongState: it is the original, or the draft may not be edited.
        StaleVersion: the draft changed since.
    """
    held = hold(draft, by=by)
    require_version(held, expected_version, _("The draft has changed since you opened it: look at it again."))
    require_editable(held)
    if held.language == language.value:
        raise WrongState(_("The original text cannot be taken out."))
    held.sections.filter(language=language.value).delete()
    held.version += 1
    held.save(update_fields=["version", "updated_at"])
    return held


@recorded
def give_up_draft(*, draft: Draft, expected_version: int, reason: str = "", by: User) -> Draft:  # noqa: ARG001  # the audit trail keeps the reason
    """Closes a draft for good; what was typed stays readable to its authors.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
        NotAllowed: they write along by invitation, and it is not theirs to give up.
        WrongState: it is under review (withdraw it first), or closed already.
        StaleVersion: it changed after they opened it.
    """
    held = hold(draft, by=by)
    if not Organisation.objects.of(by).filter(pk=held.organisation_id).exists():
        said = _("Only colleagues of %(organisation)s give its drafts up: ask one, or end your own co-authorship.")
        raise NotAllowed(said % {"organisation": held.organisation.name})
    require_editable(held)
    require_version(held, expected_version, _("The draft has changed since you opened it: look at it again first."))
    let_go_of_unshown(held)
    return move(held, DraftState.WITHDRAWN)


def hold(draft: Draft, *, by: User) -> Draft:
    """The draft as it stands, kept from changing until the transaction ends.

    Raises:
        Draft.DoesNotExist: there is none that they may see.
    """
    held = Draft.objects.locked().get(pk=draft.pk)
    if not Draft.objects.of(by).filter(pk=held.pk).exists():
        raise Draft.DoesNotExist
    return held


def move(draft: Draft, state: DraftState) -> Draft:
    """Brings a draft that is held into another state."""
    draft.state = state
    draft.version += 1
    draft.save(update_fields=["state", "version", "updated_at"])
    return draft


def require_version(stored: Model, expected: int, message: str) -> None:
    """Holds a record against the version that its sender saw.

    Raises:
        StaleVersion: it is another; `message` may name it as %(version)s.
    """
    if getattr(stored, "version") != expected:  # noqa: B009  # drafts, sections and submissions have it, models have not
        raise StaleVersion(stored, message % {"version": expected})


def require_editable(draft: Draft) -> None:
    if draft.state == DraftState.SUBMITTED:
        raise WrongState(_("The draft is under review. Withdraw it to go on writing; what you typed is still here."))
    if not draft.may_be_edited:
        state = DraftState(draft.state).label
        raise WrongState(_("The draft is closed (%(state)s) and does not change any more.") % {"state": state})


def write_section(
    draft: Draft, name: str, language: str, data: Mapping[str, Any], expected_version: int, by: User
) -> DraftSection:
    section = BY_NAME.get(name)
    if section is None or bool(language) != section.per_language:
        raise InvalidRecord({name: [_("The form has no such section.")]})
    stored = draft.sections.filter(name=name, language=language).first()
    found = stored or DraftSection(draft=draft, name=name, language=language, data=section.blank, version=0)
    require_version(found, expected_version, _("Somebody else saved this section while you were writing."))
    merged = found.data | in_shape(section, data)
    if stored and merged == stored.data:
        return stored
    found.data = merged
    draft.version += 1
    # A text that was taken out may be open on a page still: the draft's count is one that no such page has seen.
    found.version = found.version + 1 if stored else draft.version
    found.edited_by = by
    hold_to_the_rules(found)
    found.save()
    if (name, language) == ("story", draft.language):
        draft.title = str(merged.get("title", ""))[:300]
    return found
