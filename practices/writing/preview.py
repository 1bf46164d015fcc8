"""A fact sheet that is not in the database, as the pages know fact sheets: of a draft, or of an earlier version."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Country, Organisation
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
        **_columns(content),
    )
    practice.started, practice.finished = content.started, content.finished
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


def _columns(content: FactSheetData) -> dict[str, Any]:
    place, budget, people = content.place, content.budget, content.beneficiaries
    original, programme = content.original_title, content.national_programme
    transferable, replicated = content.transferable, content.replicated
    return {
        "language": content.language.value,
        "original_title": original.text if original else "",
        "original_title_language": original.language if original else "",
        "scope": content.scope.value,
        "eu_wide": content.eu_wide,
        "place_name": place.name if place else "",
        "nuts_code": place.nuts if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "partners_text": content.partners_text,
        "ongoing": content.ongoing,
        "dimension": content.dimension.value,
        "type_of_project": content.type_of_project,
        "budget_eur": budget.amount_eur,
        "budget_period": budget.period.value if budget.period else "",
        "budget_years": budget.years,
        "budget_original": budget.original_amount,
        "budget_currency": budget.original_currency,
        "budget_rate": budget.rate,
        "budget_doubtful": budget.doubtful,
        "budget_note": budget.note,
        "beneficiaries": people.number if people else None,
        "beneficiaries_estimated": people.estimated if people else False,
        "beneficiaries_doubtful": people.doubtful if people else False,
        "beneficiaries_when": people.when if people else "",
        "beneficiaries_note": people.note if people else "",
        "objectives_achieved": content.objectives_achieved.value if content.objectives_achieved else "",
        "national_programme": programme.part if programme else None,
        "national_programme_name": programme.name if programme else "",
        "transferable": transferable.answer if transferable else None,
        "transfer_explanation": transferable.explanation if transferable else "",
        "replicated": replicated.answer if replicated else None,
        "replication_note": replicated.explanation if replicated else "",
        "evaluation_method": content.evaluation.value if content.evaluation else "",
        "cbp": sorted(content.principles.cbp),
        "enar": sorted(content.principles.enar),
        "origin": content.origin.value if content.origin else "",
        "note": content.note,
    }
