"""Fact sheets that may be the same one as one that was handed in, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import connection
from django.db.models import Case, F, FloatField, Func, Value, When
from django.utils.translation import gettext as _

from network.folding import folded
from network.models import Organisation
from practices.data import FactSheetData
from practices.models import Practice, Submission
from practices.querysets import PracticeQuerySet

MOST = 5
# What it counts to have the organiser, a country or a theme in common, beside how alike the titles are (0 to 1); and
# from which sum on two fact sheets may be one.
WORTH = {"organiser": 0.3, "country": 0.1, "theme": 0.1}
LIKELY = 0.65
ALIKE = 0.35
# There may be a million titles: compared are those that share two of the longest words, or the organiser.
WORDS = 5
SHORTEST_WORD = 4
LOOKED_AT = 500

_ALIKE = """
SELECT practice_id, max(similarity(practices_fold(title), practices_fold(asked))) AS likeness
FROM practices_practicetext, unnest(%s::text[]) AS asked
WHERE practice_id IN ({candidates}) GROUP BY practice_id
"""
_OF_THE_ORGANISER = """(SELECT id FROM practices_practice WHERE organiser_id = %s LIMIT {most})"""
_WITH_THE_WORDS = """(SELECT practice_id FROM practices_searchtext
    WHERE language = '{language}' AND words @@ ({query}) LIMIT {most})"""


@dataclass(frozen=True)
class Duplicate:
    """A fact sheet that may be the same, and what the two have in common."""

    practice: Practice
    reasons: list[str]


def likely_duplicates(content: FactSheetData, rows: PracticeQuerySet, *, but: Any = None) -> list[Duplicate]:
    """Published fact sheets that may be the one in `content`, the likeliest first.

    Args:
        rows: the whole catalogue, with as much as is shown of each.
        but: the public id of the fact sheet itself, where it is published.
    """
    runs_it = Organisation.objects.under([content.organiser]).get(content.organiser)
    organiser = runs_it.pk if runs_it else None
    likeness = _likeness(content, organiser)
    found = rows.exclude(public_id=but).in_bulk(list(likeness))
    judged = [(likeness[key], _in_common(content, practice, organiser), practice) for key, practice in found.items()]
    likely = [
        (alike + sum(WORTH[what] for what in common), alike, common, practice)
        for alike, common, practice in judged
        if alike + sum(WORTH[what] for what in common) >= LIKELY
    ]
    likely.sort(key=lambda one: (-one[0], one[3].pk))
    return [Duplicate(practice, _reasons(alike, common)) for _sum, alike, common, practice in likely[:MOST]]


def _likeness(content: FactSheetData, organiser: int | None) -> dict[int, float]:
    """How alike the titles of fact sheets are to one of these, by primary key."""
    titles = [text.title for text in content.texts.values()]
    candidates = [_OF_THE_ORGANISER.format(most=LOOKED_AT)]
    parameters: list[Any] = [organiser]
    for language, text in content.texts.items():
        pairs = _pairs(text.title)
        if pairs:
            words = "practices_query(%s, %s, false, false)"
            query = " || ".join(f"({' && '.join([words] * len(pair))})" for pair in pairs)
            candidates.append(_WITH_THE_WORDS.format(language=language.value, query=query, most=LOOKED_AT))
            parameters += [value for pair in pairs for word in pair for value in (language.value, word)]
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE.format(candidates=" UNION ".join(candidates)), [titles, *parameters])
        return dict(cursor.fetchall())


def _pairs(title: str) -> list[Sequence[str]]:
    """Each two of the longest words; the one, where there is only one."""
    words = sorted({word for word in title.split() if len(word) >= SHORTEST_WORD}, key=lambda word: (-len(word), word))
    return list(combinations(words[:WORDS], 2)) or [words[:1]] * bool(words)


def _in_common(content: FactSheetData, practice: Practice, organiser: int | None) -> list[str]:
    shared = {
        "organiser": practice.organiser_id == organiser,
        "country": _meet(content.countries, practice.countries.all()),
        "theme": _meet(content.themes, practice.themes.all()),
    }
    return [what for what, common in shared.items() if common]


def _meet(codes: Iterable[str], records: Iterable[Any]) -> bool:
    return not {record.pk for record in records}.isdisjoint(codes)


def _reasons(alike: float, common: Iterable[str]) -> list[str]:
    said = {"organiser": _("Same organiser"), "country": _("Same country"), "theme": _("Same theme")}
    titles = [_("Titles are alike")] if alike >= ALIKE else []
    return titles + [said[what] for what in common]


def alike_in_the_queue(submission: Submission) -> list[Submission]:
    """Other submissions that wait and may be of the same practice, the likeliest first."""
    draft = submission.draft
    alike = Func(
        folded(F("draft__title")), folded(Value(draft.title)), function="similarity", output_field=FloatField()
    )
    same = Case(When(draft__organisation=draft.organisation_id, then=Value(WORTH["organiser"])), default=Value(0.0))
    found = Submission.objects.waiting().exclude(draft=draft).select_related("draft__organisation")
    return list(found.annotate(likeness=alike + same).filter(likeness__gte=LIKELY).order_by("-likeness", "pk")[:MOST])
