"""A fact sheet as a document: all that its page says."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from practices.enums import EvidenceLevel, Language
from practices.models import Indicator, Practice, PracticeText
from practices.pdf.facts import facts
from practices.pdf.typeset import typeset
from practices.templatetags import catalogue as written
from practices.texts import sections_of


def fact_sheet_pdf(practice: Practice, text: PracticeText, language: str, *, citation: str = "") -> bytes:
    """The fact sheet with one of its texts, and everything around it in the reader's language.

    Args:
        practice: loaded by `for_fact_sheet`.
        text: the one to show.
        language: the reader's.
        citation: how to cite it.

    Raises:
        typst.TypstError: the document cannot be made.
    """
    with translation.override(language):
        data = {
            "language": language,
            "site": str(settings.SITE_NAME),
            "address": settings.SITE_URL + practice.get_absolute_url(),
            "date": timezone.localdate(practice.updated_at).isoformat(),
            "words": _words(),
            "title": text.title,
            "summary": text.summary,
            "text_language": text.language,
            "original_language": practice.language,
            "original_title": _original_title(practice, text),
            "author": practice.organiser.name,
            "description": text.summary,
            "keywords": [theme.label for theme in practice.themes.all()],
            "where": written.reach(practice),
            "translated": _translated(practice, text, language),
            "facts": [asdict(fact) for fact in facts(practice)],
            "figures": [_figure(indicator) for indicator in practice.indicators.all()],
            "sections": [
                {"heading": capfirst(str(section.heading)), "body": section.body} for section in sections_of(text)
            ],
            "evidence": _evidence(practice),
            "assessments": _assessments(practice),
            "collection": _collection(practice),
            "sources": [
                {"title": source.title, "section": source.section, "address": source.url}
                for source in practice.sources.all()
            ],
            "note": practice.note,
            "dates": _dates(practice),
            "changed": _last_change(practice),
            "citation": citation,
        }
        return typeset("fact_sheet.typ", data)


def _words() -> dict[str, str]:
    """What the document itself says, beside what it is told."""
    return {
        "facts": _("Facts"),
        "fact": _("Fact"),
        "details": _("Details"),
        "figures": _("Outcomes in figures"),
        "doubtful": _("doubtful"),
        "evidence": _("Evidence"),
        "criterion": _("Criterion"),
        "score": _("Score"),
        "reason": _("Reason"),
        "sources": _("Sources"),
        "colon": _(":"),
        "contradictions": _("Contradictions and doubts in the sources"),
        "address": _("Address of this fact sheet"),
        "cite": _("Cite this fact sheet"),
        "letters_missing": _("This document cannot show some letters, and has � instead; the page has them all."),
    }


def _original_title(practice: Practice, text: PracticeText) -> dict[str, str]:
    """The title in the original language where it is another one."""
    said = practice.original_title if practice.original_title != text.title else ""
    return {"text": said, "language": practice.original_title_language}


def _translated(practice: Practice, text: PracticeText, language: str) -> str:
    """Which text this is, where the reader may wonder."""
    if text.language != practice.language:
        return _("Translated from %(language)s.") % {"language": Language(practice.language).label}
    if text.language != language:
        return _("This text is not available in your language yet; you see the original.")
    return ""


def _figure(indicator: Indicator) -> dict[str, Any]:
    before = {"value": written.baseline_value(indicator), "year": indicator.baseline_year}
    baseline = _("before: %(value)s in %(year)s") if indicator.baseline_year else _("before: %(value)s")
    return {
        "value": written.indicator_value(indicator),
        "doubtful": indicator.doubtful,
        "label": indicator.label,
        "year": f"({indicator.year})" if indicator.year else "",
        "before": baseline % before if before["value"] else "",
        "note": indicator.note,
    }


def _evidence(practice: Practice) -> dict[str, Any]:
    levels = list(EvidenceLevel)
    reached = levels.index(practice.evidence_level)
    said = {"level": practice.evidence_level.label, "number": reached + 1, "all": len(levels)}
    return {
        "steps": [
            {"label": str(level.label), "reached": place <= reached, "current": place == reached}
            for place, level in enumerate(levels)
        ],
        "in_words": _("Evidence: %(level)s, step %(number)s of %(all)s") % said,
        "meaning": written.evidence_meaning(practice.evidence_level),
    }


def _assessments(practice: Practice) -> list[dict[str, str]]:
    return [
        {
            "criterion": str(assessment.get_criterion_display()),
            "score": _("%(score)s of 5") % {"score": assessment.score},
            "reason": assessment.reason,
        }
        for assessment in practice.assessments.all()
    ]


def _collection(practice: Practice) -> dict[str, str]:
    number = ", " + _("number %(number)s") % {"number": practice.number} if practice.number else ""
    origin = f" ({practice.get_origin_display()})" if practice.origin else ""
    return {"name": f"{practice.collection.label}{number}{origin}", "citation": practice.collection.citation}


def _last_change(practice: Practice) -> str:
    day = formats.date_format(timezone.localtime(practice.updated_at), "DATE_FORMAT")
    return _("Last change: %(date)s.") % {"date": day}


def _dates(practice: Practice) -> str:
    """How old what it says is."""
    said = [_last_change(practice)]
    if practice.last_confirmed_on:
        day = formats.date_format(practice.last_confirmed_on, "DATE_FORMAT")
        said.append(_("Last confirmed by its organiser: %(date)s.") % {"date": day})
    elif practice.collection.published:
        said.append(
            _("State of knowledge: %(year)s; its organiser has not confirmed it since.")
            % {"year": practice.collection.published}
        )
    return " ".join(said)
