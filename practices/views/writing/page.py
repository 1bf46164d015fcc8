"""The page of a section, whether it is opened, comes back with what is wrong, or only shows what stands."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from network.typed import PARKED
from practices.enums import Language
from practices.forms.drafts import KEPT
from practices.forms.writing import section_form, text_in
from practices.models import DraftSection
from practices.views.kept import copies_in
from practices.views.writing.comparing import marks
from practices.views.writing.shown import Directory, shown_fields
from practices.views.writing.where import Where
from practices.writing.assemble import read_draft, typed_in
from practices.writing.interpret import understand
from practices.writing.places import section_address
from practices.writing.progress import progress_of
from practices.writing.understood import Problem

COMMENT, DESCRIPTION, FILE = "text", "description", "file"


def section_page(
    request: HttpRequest,
    where: Where,
    stored: DraftSection | None,
    *,
    typed: Mapping[str, Any] | None = None,
    version: int | None = None,
    seen: str | None = None,
    faults: Mapping[str, list[str]] | None = None,
    beside: Mapping[str, str] | None = None,
    comment_faults: Sequence[str] = (),
    unsent: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page.

    Args:
        typed: what somebody typed that is not saved yet, on top of what stands.
        version: that it was typed over, if it is another than the one that stands.
        seen: the marks of what stood there then.
        faults: why it cannot even be kept, by field.
        beside: what somebody typed into the boxes beside it, unless this request brings it.
        comment_faults: why a comment cannot be sent.
        unsent: the boxes beside it that were not sent when it was saved.
    """
    stands = stored.data if stored else where.section.blank
    texts = typed_beside(request.POST) if beside is None else {COMMENT: "", DESCRIPTION: "", **beside}
    shown = {**stands, **(typed or {})}
    everything = typed_in(where.draft)
    reading = read_draft(where.draft, everything)
    understood = understand(where.section, shown, where.text_language)
    for key, messages in (faults or {}).items():
        understood.problems += [Problem(where.section.name, key, message) for message in messages]
    directory = Directory(where.section, shown, where.user, request.GET.get("find", ""))
    form = section_form(where.section.name)(shown, rows=1)
    progress = progress_of(where.draft, reading)
    context = {
        "draft": where.draft,
        "where": where,
        "section": where.section,
        "fields": shown_fields(form, understood, directory, originals=_originals(where, everything)),
        "stored": stored,
        "version": version if version is not None else stored.version if stored else 0,
        "seen": seen if seen is not None else marks(where.section, stands),
        "unsaved": typed is not None,
        "comment": texts[COMMENT],
        "comment_faults": comment_faults,
        "unsent": unsent,
        "description": texts[DESCRIPTION],
        "kept": KEPT,
        "saved_copies": copies_in(request.POST) if unsent else "",
        "page_address": where.address if request.method == "POST" else "",
        "parked": request.GET.get(PARKED) or request.POST.get(PARKED, ""),
        "progress": progress,
        "reading": reading,
        "languages": _languages(where, everything),
        "other_languages": _others(everything, where),
        "next": where.next,
    }
    return render(request, "practices/writing/section.html", context, status=status)


def typed_beside(given: QueryDict, files: MultiValueDict[str, Any] | None = None) -> dict[str, str]:
    """What a request brings of the boxes beside a section that a button of their own sends; of a file, its name."""
    chosen = files.get(FILE) if files else None
    named = (chosen.name or "") if chosen else text_in(given, FILE)
    return {COMMENT: text_in(given, COMMENT), DESCRIPTION: text_in(given, DESCRIPTION), FILE: named}


def _originals(where: Where, everything: Mapping[tuple[str, str], Mapping[str, Any]]) -> dict[str, list[str]]:
    """What the original says, paragraph by paragraph; nothing on the page of the original."""
    if not where.is_translation:
        return {}
    data = everything.get((where.section.name, where.draft.language), {})
    return {one.key: str(data.get(one.key) or "").splitlines() for one in where.section.fields}


def _languages(where: Where, everything: Mapping[tuple[str, str], Any]) -> list[dict[str, Any]]:
    """The original first, then the translations, each with the page of this section in it."""
    if not where.section.per_language:
        return []
    codes = _written(everything, where)
    return [
        {
            "code": code,
            "name": Language(code).label,
            "current": code == where.language,
            "value": f"{where.section.name}:{code}",
            "address": section_address(where.draft, where.section.name, code),
        }
        for code in codes
    ]


def _others(everything: Mapping[tuple[str, str], Any], where: Where) -> list[tuple[str, Any]]:
    """Languages in which nothing is written yet."""
    codes = _written(everything, where)
    return [(code, label) for code, label in Language.choices if code not in codes]


def _written(everything: Mapping[tuple[str, str], Any], where: Where) -> list[str]:
    there = {language for _name, language in everything if language} | {where.language} - {""}
    return [where.draft.language, *sorted(there - {where.draft.language})]
