"""Writing a live fact sheet: the one way into the catalogue, for fixtures, forms, the API and imports."""

import hashlib
import logging
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from network.errors import InvalidRecord
from network.models import Country, Organisation, User
from network.workflows import hold_to_the_rules, recorded, stable_id, unique_slug
from practices.data import FactSheetData
from practices.models import (
    RESERVED_SLUGS,
    Aim,
    Attachment,
    Collection,
    Funding,
    Indicator,
    Partner,
    Practice,
    PracticeAttachment,
    PracticeText,
    PublishedVersion,
    Source,
    TargetGroup,
    Theme,
    Tombstone,
)
from practices.writing.columns import columns_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class References:
    """What a fact sheet may name: codes by the field that holds them, and organisations by name."""

    codes: Mapping[str, frozenset[str]]
    organisations: Mapping[str, Organisation]


@recorded
def write_practice(
    *,
    data: FactSheetData,
    collection: Collection,
    references: References,
    by: User | None,
    public_id: uuid.UUID | None = None,
    slug: str = "",
) -> tuple[Practice, bool]:
    """Adds a fact sheet to a collection, or brings the one with its number up to date.

    Args:
        by: who does it; nobody when the project loads its own content.
        public_id: of a fact sheet that is not live yet; else it is made from the collection and the number in it.
        slug: that such a fact sheet had before; else it is made from its title.

    Returns:
        The live fact sheet, and whether anything was written: the same data twice changes nothing.

    Raises:
        InvalidRecord: it breaks rules, or names what does not exist; nothing is written.
    """
    _check_references(data, references)
    digest = _digest(data, references)
    external_id = str(data.id)
    stored = Practice.objects.select_for_update().filter(collection=collection, external_id=external_id).first()
    if stored and stored.content_digest == digest:
        return stored, False
    practice = stored or _new(data, collection, public_id or stable_id("practice", collection.code, external_id), slug)
    _fill(practice, data, references)
    practice.content_digest = digest
    hold_to_the_rules(practice)
    practice.save()
    _write_relations(practice, data, references)
    logger.info("fact sheet %s written by %s", practice.pk, by.pk if by else "the project")
    return practice, True


def _new(data: FactSheetData, collection: Collection, public_id: uuid.UUID, slug: str) -> Practice:
    """A fact sheet under its address, which no other one has or had: that may come back, and links lead to it."""
    title, number = data.texts[data.language].title, str(data.id)
    others = [model._default_manager.exclude(fact_sheet_id=public_id) for model in (Tombstone, PublishedVersion)]
    slug = slug or unique_slug(Practice, title, f"{collection.code}-{number}", reserved=RESERVED_SLUGS, kept=others)
    return Practice(public_id=public_id, slug=slug, collection=collection, external_id=number)


def _digest(data: FactSheetData, references: References) -> str:
    """A sum over all that is written; organisations by their record, since a name may come to mean another."""
    named = [references.organisations[name].pk for name in (data.organiser, *(one.name for one in data.partners))]
    return hashlib.sha256(f"{data.model_dump_json()}{named}".encode()).hexdigest()


def _check_references(data: FactSheetData, references: References) -> None:
    faults: dict[str, list[str]] = {}
    for field, known in references.codes.items():
        for code in getattr(data, field):
            if code not in known:
                said = _("“%(code)s” is not one of %(known)s.") % {"code": code, "known": ", ".join(sorted(known))}
                faults.setdefault(field, []).append(said)
    for field, names in (("organiser", [data.organiser]), ("partners", [partner.name for partner in data.partners])):
        for name in names:
            if name not in references.organisations:
                said = _("There is no organisation “%(name)s”.") % {"name": name}
                faults.setdefault(field, []).append(said)
    if faults:
        raise InvalidRecord(faults)


def _fill(practice: Practice, data: FactSheetData, references: References) -> None:
    practice.organiser = references.organisations[data.organiser]
    for name, value in columns_of(data).items():
        setattr(practice, name, value)


def _write_relations(practice: Practice, data: FactSheetData, references: References) -> None:
    practice.countries.set(Country.objects.filter(pk__in=data.countries))
    practice.themes.set(Theme.objects.filter(pk__in=data.themes))
    practice.aims.set(Aim.objects.filter(pk__in=data.aims))
    practice.target_groups.set(TargetGroup.objects.filter(pk__in=data.target_groups))
    texts = [PracticeText(language=language.value, **text.model_dump()) for language, text in data.texts.items()]
    funding = [Funding(level=entry.level.value, **entry.model_dump(exclude={"level"})) for entry in data.funding]
    partners = [
        Partner(organisation=references.organisations[entry.name], kind=entry.kind.value) for entry in data.partners
    ]
    indicators = [Indicator(unit=entry.unit.value, **entry.model_dump(exclude={"unit"})) for entry in data.indicators]
    sources = [Source(**entry.model_dump()) for entry in data.sources]
    files = {file.public_id: file for file in Attachment.objects.filter(fact_sheet_id=practice.public_id)}
    for number, entry in enumerate(data.attachments):
        if entry.id not in files:
            raise InvalidRecord({f"attachments[{number}].attachment": [_("This file is not there: add it again.")]})
    attachments = [
        PracticeAttachment(attachment=files[entry.id], description=entry.description) for entry in data.attachments
    ]
    for field, model, rows in (
        ("texts", PracticeText, texts),
        ("funding", Funding, funding),
        ("partners", Partner, partners),
        ("indicators", Indicator, indicators),
        ("sources", Source, sources),
        ("attachments", PracticeAttachment, attachments),
    ):
        _replace(practice, field, model, rows)


def _replace(practice: Practice, field: str, model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Puts the rows in the place of those stored, each held against its rules."""
    model._default_manager.filter(practice=practice).delete()
    for position, row in enumerate(rows):
        row.practice = practice  # type: ignore[attr-defined]  # every one of these models has it
        if hasattr(row, "position"):
            row.position = position
        try:
            hold_to_the_rules(row)
        except InvalidRecord as error:
            named = {f"{field}[{position}].{name}": said for name, said in error.faults.items()}
            raise InvalidRecord(named) from error
        row.save()
