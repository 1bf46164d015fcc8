"""A fact sheet that is not in the database, as the pages know fact sheets: of a draft, or of an earlier version."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils import timezone

from network.models import Country, Organisation
from network.workflows import Entry
from practices.data import FactSheetData
from practices.enums import EvaluationMethod, EvidenceLevel
from practices.models import (
    Aim,
    Assessment,
    Attachment,
    Collection,
    Funding,
    Indicator,
    Partner,
    Practice,
    PracticeAttachment,
    PracticeText,
    Source,
    TargetGroup,
    Theme,
)
from practices.writing.columns import columns_of

# Of no record: what would be asked of the database by it finds nothing.
NOWHERE = -1


def practice_from(
    content: FactSheetData,
    *,
    public_id: uuid.UUID,
    slug: str,
    collection: Collection,
    assessments: Iterable[Mapping[str, Any]] = (),
) -> Practice:
    """The fact sheet with all that its page shows loaded, as `for_fact_sheet()` would; it reads, and never writes.

    Args:
        content: organisations by their slugs; one that is not there any more is shown by its slug.
        assessments: `{"criterion", "score", "reason"}` each, as a published version keeps them.
    """
    known = _organisations({content.organiser, *(partner.name for partner in content.partners)})
    practice = Practice(
        pk=NOWHERE,
        public_id=public_id,
        slug=slug,
        collection=collection,
        external_id=str(content.id),
        organiser=known.get(content.organiser) or _gone(content.organiser),
        created_at=timezone.now(),
        updated_at=timezone.now(),
    )
    for name, value in columns_of(content).items():
        setattr(practice, name, value)
    practice.evidence = _evidence(content)  # type: ignore[attr-defined]  # an annotation of the queryset
    _load(practice, "countries", Country, Country.objects.filter(pk__in=content.countries))
    _load(practice, "themes", Theme, Theme.objects.filter(pk__in=content.themes))
    _load(practice, "aims", Aim, Aim.objects.filter(pk__in=content.aims))
    _load(practice, "target_groups", TargetGroup, TargetGroup.objects.filter(pk__in=content.target_groups))
    texts = (
        PracticeText(practice=practice, language=language.value, **text.model_dump())
        for language, text in content.texts.items()
    )
    _load(practice, "texts", PracticeText, texts)
    _load(practice, "funding", Funding, _rows(Funding, practice, content.funding))
    _load(practice, "indicators", Indicator, _rows(Indicator, practice, content.indicators))
    _load(practice, "sources", Source, _rows(Source, practice, content.sources))
    partners = (
        Partner(practice=practice, organisation=known.get(row.name) or _gone(row.name), kind=row.kind.value)
        for row in content.partners
    )
    _load(practice, "partners", Partner, partners)
    _load(practice, "attachments", PracticeAttachment, _attachments(practice, content))
    _load(practice, "assessments", Assessment, (Assessment(practice=practice, **row) for row in assessments))
    return practice


def _load(practice: Practice, name: str, model: type[Model], rows: Iterable[Model]) -> None:
    """As `prefetch_related` leaves it behind."""
    loaded = model._default_manager.all()
    loaded._result_cache = list(rows)
    loaded._prefetch_done = True  # type: ignore[attr-defined]  # Django's own, which its types leave out
    vars(practice).setdefault("_prefetched_objects_cache", {})[name] = loaded


def _rows(model: type[Model], practice: Practice, entries: Iterable[Entry]) -> Iterable[Model]:
    return (model(practice=practice, **entry.model_dump()) for entry in entries)


def _attachments(practice: Practice, content: FactSheetData) -> Iterable[PracticeAttachment]:
    asked = [entry.id for entry in content.attachments]
    files = {one.public_id: one for one in Attachment.objects.filter(public_id__in=asked)} if asked else {}
    return (
        PracticeAttachment(practice=practice, attachment=files[entry.id], description=entry.description)
        for entry in content.attachments
        if entry.id in files
    )


def _organisations(slugs: set[str]) -> dict[str, Organisation]:
    return Organisation.objects.select_related("country").under(slugs)


def _gone(slug: str) -> Organisation:
    return Organisation(pk=NOWHERE, slug=slug, name=slug, kind="")


def _evidence(content: FactSheetData) -> EvidenceLevel:
    """The rule of `PracticeQuerySet.with_evidence_level`."""
    if content.replicated and content.replicated.answer:
        return EvidenceLevel.REPLICATED
    if content.evaluation in {EvaluationMethod.EXTERNAL, EvaluationMethod.BOTH}:
        return EvidenceLevel.INDEPENDENTLY_EVALUATED
    if content.evaluation is EvaluationMethod.INTERNAL:
        return EvidenceLevel.EVALUATED
    return EvidenceLevel.MONITORED if content.indicators else EvidenceLevel.CLAIMED
