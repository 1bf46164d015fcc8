"""What reviewers and authors said to each other about a draft, round by round."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from network.enums import AffiliationState
from network.models import Affiliation
from practices.enums import Audience, SubmissionState
from practices.models import Draft, Remark, Submission


@dataclass(frozen=True)
class Said:
    """A remark, and whether a reviewer wrote it; authors are told that, not who."""

    remark: Remark
    by_reviewer: bool


@dataclass(frozen=True)
class Thread:
    """A remark with its answers, the oldest first."""

    first: Said
    answers: list[Said] = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """A submission: what was decided, and what was said about it."""

    submission: Submission
    threads: list[Thread]

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.submission.state == SubmissionState.WAITING


def rounds_of(draft: Draft, audiences: Collection[Audience] = (Audience.AUTHORS,)) -> list[Round]:
    """Every submission of a draft, the newest first, with the remarks for these readers; a fixed number of queries."""
    remarks = Remark.objects.filter(audience__in=audiences).select_related("author").order_by("pk")
    submissions: Iterable[Submission] = (
        draft.submissions.select_related("reviewer", "closed_by", "submitted_by")
        .prefetch_related(Prefetch("remarks", remarks))
        .order_by("-number")
    )
    authors = hands_in(draft)
    return [Round(submission, _threads(submission.remarks.all(), authors)) for submission in submissions]


def remarks_to_answer(rounds: Iterable[Round]) -> dict[int, Remark]:
    """Those with which conversations begin, by primary key."""
    return {thread.first.remark.pk: thread.first.remark for one in rounds for thread in one.threads}


def open_remarks(draft: Draft) -> dict[str, list[Remark]]:
    """What the last decision asks to be changed, by field; asked for once for each draft that is in memory."""
    known: dict[str, list[Remark]] | None = getattr(draft, "_open_remarks", None)
    if known is None:
        known = {}
        if draft.may_be_edited:
            last = draft.submissions.order_by("-number").filter(state=SubmissionState.CHANGES_REQUESTED)[:1]
            asked = Remark.objects.filter(submission__in=last, audience=Audience.AUTHORS, reply_to=None)
            for remark in asked.exclude(field="").order_by("pk"):
                known.setdefault(remark.field, []).append(remark)
        setattr(draft, "_open_remarks", known)  # noqa: B010  # a model does not declare what a page remembers of it
    return known


def author_ids(draft: Draft) -> set[int]:
    """Who writes along: confirmed officers of its organisation, and those invited."""
    officers = Affiliation.objects.confirmed().filter(organisation=draft.organisation_id)
    invited = draft.co_authors.filter(until=None)
    return {*officers.values_list("user", flat=True), *invited.values_list("user", flat=True)}


def hands_in(draft: Draft) -> set[int]:
    """Who has a hand in what the draft says: its authors, and whoever was one since it was begun or is named in it."""
    colleagues = Affiliation.objects.filter(organisation=draft.organisation_id, state=AffiliationState.ENDED)
    left = colleagues.filter(until__gte=timezone.localdate(draft.created_at)).values_list("user", flat=True)
    named = {
        draft.created_by_id,
        *draft.co_authors.values_list("user", flat=True),
        *draft.sections.values_list("edited_by", flat=True),
        *draft.submissions.values_list("submitted_by", flat=True),
    }
    return {*author_ids(draft), *left, *(user for user in named if user is not None)}


def _threads(remarks: Iterable[Remark], authors: Collection[int]) -> list[Thread]:
    threads: dict[Any, Thread] = {}
    for remark in remarks:
        said = Said(remark, _by_reviewer(remark, authors))
        begun = threads.get(remark.reply_to_id)
        if begun is None:
            threads[remark.pk] = Thread(said)
        else:
            begun.answers.append(said)
            threads[remark.pk] = begun
    return list({id(thread): thread for thread in threads.values()}.values())


def _by_reviewer(remark: Remark, authors: Collection[int]) -> bool:
    """Also after they lost the role: nobody but authors and reviewers says anything here."""
    return remark.author is not None and remark.author.pk not in authors
