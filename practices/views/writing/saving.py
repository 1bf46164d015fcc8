"""Saving a section: by a button, which leads somewhere, or by the page's script, which is told how it was read."""

import re
from collections.abc import Collection, Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from network.errors import InvalidRecord
from network.models import Organisation
from network.typed import by_script
from practices.enums import Language
from practices.errors import StaleVersion, WrongState
from practices.forms.writing import FIND, text_in, typed_into, without_empty_end
from practices.models import DraftSection
from practices.views.kept import copies_in
from practices.views.writing.comparing import MINE, THEIRS, changed, marks
from practices.views.writing.page import section_page
from practices.views.writing.resting import resting_page
from practices.views.writing.stale import stale_page
from practices.views.writing.where import Where
from practices.workflows import save_section
from practices.writing import BY_NAME, Field, Kind
from practices.writing.interpret import understand
from practices.writing.places import field_address, mark_of, section_address

KEEP = "keep-"
PLACE = re.compile(r"[a-z_]{1,40}(\.\d{1,3}\.[a-z_]{1,40})?", re.ASCII)


def save(request: HttpRequest, where: Where) -> HttpResponse:
    """Keeps what was typed, if nobody else was quicker, and goes where the button leads."""
    post = request.POST
    typed = _settled(where, typed_into(where.section, post))
    stored = where.stored
    undecided = [key for key in typed if "resolving" in post and post.get(f"{KEEP}{key}") not in {MINE, THEIRS}]
    if undecided:
        return stale_page(request, where, stored, typed=typed, copy=copies_in(post), undecided=undecided)
    anchor = _act(where, typed, post)
    chosen = {key: value for key, value in typed.items() if post.get(f"{KEEP}{key}") != THEIRS}
    stands = stored.data if stored else where.section.blank
    try:
        section = save_section(
            draft=where.draft,
            name=where.section.name,
            language=where.language,
            data=changed(where.section, chosen, stands) if not _adds_a_row(post) else chosen,
            expected_version=version_in(post),
            by=where.user,
        )
    except StaleVersion as error:
        section = cast("DraftSection", error.stored)
        if changed(where.section, typed, section.data):
            return stale_page(request, where, section, typed=typed, copy=copies_in(post))
        # The same was saved before: a second click, or the script's save just now.
    except WrongState as error:
        return resting_page(request, where, stored, typed=typed, said=str(error))
    except InvalidRecord as error:
        return _not_kept(request, where, stored, typed, error)
    if by_script(request):
        return _told(where, section)
    return HttpResponseRedirect(_destination(where, post, anchor))


def version_in(post: QueryDict) -> int:
    """The version that a form was opened with; -1, which none has, for what is no number."""
    given = text_in(post, "version")
    return int(given) if given.isascii() and given.isdigit() and len(given) < len(str(2**31)) else -1


def _adds_a_row(post: QueryDict) -> bool:
    return "add_row" in post


def _settled(where: Where, typed: dict[str, Any]) -> dict[str, Any]:
    """With slugs where the name of exactly one organisation was typed; without empty rows at the end."""
    fields = [where.section[key] for key in typed]
    slugs = _slugs({text for one in fields for text in _organisation_texts(one, typed[one.key])})
    for one in fields:
        if one.kind is Kind.ORGANISATION:
            typed[one.key] = slugs.get(typed[one.key], typed[one.key])
        if one.kind is Kind.ROWS:
            picked = [column.key for column in one.columns if column.kind is Kind.ORGANISATION]
            rows = [row | {key: slugs.get(row[key], row[key]) for key in picked} for row in typed[one.key]]
            typed[one.key] = without_empty_end(one, rows)
    return typed


def _slugs(names: Collection[str]) -> dict[str, str]:
    """Of the organisations that are the only ones of their name; one query, or none."""
    found: dict[str, list[str]] = {}
    if names:
        rows = Organisation.objects.filter(name__in=names, proposed=False).values_list("name", "slug")
        for name, slug in rows:
            found.setdefault(name, []).append(slug)
    return {name: slugs[0] for name, slugs in found.items() if len(slugs) == 1}


def _organisation_texts(one: Field, typed: Any) -> list[str]:
    if one.kind is Kind.ORGANISATION and typed:
        return [typed]
    columns = [column.key for column in one.columns if column.kind is Kind.ORGANISATION]
    return [row[key] for row in typed or [] for key in columns if row.get(key)] if columns else []


def _act(where: Where, typed: dict[str, Any], post: QueryDict) -> str:
    """Does to what was typed what the button says, and gives the place to come back to."""
    key, _dot, rest = text_in(post, "add_row").partition(".")
    if key in typed and where.section[key].kind is Kind.ROWS:
        one = where.section[key]
        if len(typed[key]) < one.most:
            typed[key] = [*typed[key], {column.key: "" for column in one.columns}]
        return mark_of(f"{key}.{len(typed[key]) - 1}.{one.columns[0].key}")
    key, _dot, rest = text_in(post, "remove_row").partition(".")
    if key in typed and where.section[key].kind is Kind.ROWS:
        typed[key] = [row for number, row in enumerate(typed[key]) if str(number) != rest]
        return mark_of(key)
    place, _colon, slug = text_in(post, "pick").partition(":")
    if PLACE.fullmatch(place):
        _pick(where, typed, place, slug)
        return mark_of(place)
    return mark_of(_sought(post)) if _sought(post) else ""


def _sought(post: QueryDict) -> str:
    """The input for which the directory is searched."""
    given = text_in(post, "find")
    return given if PLACE.fullmatch(given) else ""


def _pick(where: Where, typed: dict[str, Any], place: str, slug: str) -> None:
    key, *inside = place.split(".")
    if key in typed and not inside and where.section[key].kind is Kind.ORGANISATION:
        typed[key] = slug
    elif key in typed and where.section[key].kind is Kind.ROWS and len(inside) == len(("row", "column")):
        for number, row in enumerate(typed[key]):
            if str(number) == inside[0] and inside[1] in row:
                row[inside[1]] = slug


def _destination(where: Where, post: QueryDict, anchor: str) -> str:
    address, _hash, mark = _page_after(where, post).partition("#")
    query = {"find": _sought(post), "kept": copies_in(post)}
    told = urlencode({name: value for name, value in query.items() if value})
    mark = mark or (anchor if address == where.address else "")
    return f"{address}{'?' if '?' not in address else '&'}{told}".rstrip("?&") + (f"#{mark}" if mark else "")


def _page_after(where: Where, post: QueryDict) -> str:
    if "save_next" in post:
        after = where.next
        return section_address(where.draft, after[0].name, after[1]) if after else where.draft.get_absolute_url()
    added = text_in(post, "language")
    if "add_language" in post and added in Language.values and where.section.per_language:
        return section_address(where.draft, where.section.name, added)
    name, _colon, rest = text_in(post, "go").partition(":")
    language, _colon, key = rest.partition(":")
    if name == "overview":
        return where.draft.get_absolute_url()
    if name == "preview":
        return reverse("practices:preview", args=[where.draft.public_id])
    if name in BY_NAME and (not language or (BY_NAME[name].per_language and language in Language.values)):
        return field_address(where.draft, name, key if key in BY_NAME[name] else "", language)
    place = text_in(post, "propose")
    if PLACE.fullmatch(place):
        sought = text_in(post, f"{place.replace('.', '-')}{FIND}")
        query = urlencode({"section": where.section.name, "place": place, "q": sought})
        return f"{reverse('practices:propose_named', args=[where.draft.public_id])}?{query}"
    return where.address


def _not_kept(
    request: HttpRequest, where: Where, stored: DraftSection | None, typed: Mapping[str, Any], error: InvalidRecord
) -> HttpResponse:
    """What is too much or no text at all; it stays on the page."""
    if by_script(request):
        problems = {mark_of(key): said for key, said in error.faults.items()}
        return JsonResponse({"detail": str(error), "problems": problems}, status=error.status)
    return section_page(
        request, where, stored, typed=typed, version=version_in(request.POST), faults=error.faults, status=error.status
    )


def _told(where: Where, section: DraftSection) -> JsonResponse:
    """What the page's script shows: that it is saved, and how it was read."""
    read = understand(where.section, section.data, where.text_language)
    problems: dict[str, list[str]] = {}
    for problem in read.problems:
        problems.setdefault(mark_of(problem.place), []).append(problem.message)
    return JsonResponse(
        {
            "version": section.version,
            "seen": marks(where.section, section.data),
            "saved_at": section.edited_at.isoformat() if section.pk else "",
            "read_back": {mark_of(place): said for place, said in read.read_back.items()},
            "doubts": {mark_of(place): said for place, said in read.doubts.items()},
            "problems": problems,
        }
    )
