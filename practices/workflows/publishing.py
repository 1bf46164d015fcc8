"""From a submission to the public: the live record and its versions."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from network.models import Country, Organisation, User
from practices.data import FactSheetData
from practices.models import (
    Aim,
    Assessment,
    Collection,
    Draft,
    Practice,
    PublishedVersion,
    Submission,
    TargetGroup,
    Theme,
    Tombstone,
)
from practices.workflows.fact_sheets import References, write_practice
from practices.writing.typed import content_of

SUBMITTED = "submitted"


def rehearse(draft: Draft, content: FactSheetData) -> None:
    """Writes the fact sheet and undoes it, to hear of every rule of the database before a reviewer does.

    Raises:
        InvalidRecord: it breaks rules.
    """
    with transaction.atomic():
        _write(draft, content, by=None)
        transaction.set_rollback(True)


def publish_submission(submission: Submission, *, scores: list[dict[str, Any]], by: User) -> Practice:
    """Makes a submission that is held the live fact sheet, and keeps it as a version (called by `publish`).

    Args:
        scores: `{"criterion", "score", "reason"}` for each criterion.
    """
    draft = submission.draft
    content = FactSheetData.model_validate(submission.content)
    keep_what_stood_before(draft.fact_sheet_id)
    Tombstone.objects.filter(fact_sheet_id=draft.fact_sheet_id).delete()
    practice = _write(draft, content, by=by)
    _list_organisations(content)
    Assessment.objects.filter(practice=practice).delete()
    Assessment.objects.bulk_create(
        Assessment(practice=practice, assessor=by, assessed_on=timezone.localdate(), **score) for score in scores
    )
    _keep(practice, content, scores, submission=submission, by=by)
    if draft.organisation_id == practice.organiser_id:
        # Who runs it stands by what it says now, as of the day on which they handed it in.
        practice.last_confirmed_on = timezone.localdate(submission.submitted_at)
        practice.save(update_fields=["last_confirmed_on"])
    draft.practice = practice
    draft.save(update_fields=["practice"])
    return practice


def _write(draft: Draft, content: FactSheetData, *, by: User | None) -> Practice:
    collection, slug = _identity(draft)
    practice, _changed = write_practice(
        data=content,
        collection=collection,
        references=references_of(content),
        by=by,
        public_id=draft.fact_sheet_id,
        slug=slug,
    )
    return practice


def _identity(draft: Draft) -> tuple[Collection, str]:
    """The collection that the fact sheet belongs to, and the slug it has or had, "" for a new one."""
    live = Practice.objects.filter(public_id=draft.fact_sheet_id).select_related("collection").first()
    if live:
        return live.collection, live.slug
    last = PublishedVersion.objects.filter(fact_sheet_id=draft.fact_sheet_id).select_related("collection").last()
    return (last.collection, last.slug) if last else (Collection.objects.get(pk=SUBMITTED), "")


def references_of(content: FactSheetData) -> References:
    """All that a fact sheet of a draft may name; its organisations go by their slugs."""
    named = {content.organiser, *(partner.name for partner in content.partners)}
    return References(
        codes={
            "countries": frozenset(Country.objects.values_list("pk", flat=True)),
            "themes": frozenset(Theme.objects.values_list("pk", flat=True)),
            "aims": frozenset(Aim.objects.values_list("pk", flat=True)),
            "target_groups": frozenset(TargetGroup.objects.values_list("pk", flat=True)),
        },
        organisations=Organisation.objects.under(named),
    )


def keep_what_stood_before(fact_sheet_id: uuid.UUID) -> None:
    """The first version of a fact sheet that was published before versions were kept, or came from the fixtures."""
    practice = Practice.objects.for_fact_sheet().filter(public_id=fact_sheet_id).first()
    if practice and not PublishedVersion.objects.filter(fact_sheet_id=fact_sheet_id).exists():
        scores = [
            {"criterion": found.criterion, "score": found.score, "reason": found.reason}
            for found in practice.assessments.all()
        ]
        _keep(practice, content_of(practice), scores, submission=None, by=None)


def _keep(
    practice: Practice,
    content: FactSheetData,
    scores: list[dict[str, Any]],
    *,
    submission: Submission | None,
    by: User | None,
) -> None:
    versions = PublishedVersion.objects.filter(fact_sheet_id=practice.public_id)
    PublishedVersion.objects.create(
        fact_sheet_id=practice.public_id,
        number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        slug=practice.slug,
        collection_id=practice.collection_id,
        external_id=practice.external_id,
        content=content.model_dump(mode="json"),
        assessments=scores,
        note=submission.note if submission else "",
        submission=submission,
        published_at=timezone.now() if submission else practice.created_at,
        published_by=by,
    )


def _list_organisations(content: FactSheetData) -> None:
    """Who is named in a published fact sheet stands in the directory: the reviewer has seen the name."""
    named = [content.organiser, *(partner.name for partner in content.partners)]
    found = [one.pk for one in Organisation.objects.under(named).values()]
    Organisation.objects.filter(pk__in=found, proposed=True).update(proposed=False)
