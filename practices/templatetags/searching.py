"""Searching for words, on pages: the search field, and what was found marked in its context."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from babel.core import Locale
from django import template
from django.db.models import Field
from django.http import QueryDict
from django.template.context import Context
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from practices.fulltext import Excerpt, Finder, Piece
from practices.models import Practice, PracticeText
from practices.ordering import BEST_MATCH
from practices.templatetags.catalogue import reach

register = template.Library()

# What the search field does not carry along: itself, and a place in the list of another search.
ANEW = frozenset({"q", "cursor"})


@dataclass(frozen=True)
class Seen:
    """What a card shows with the words searched for marked, and an excerpt where it does not show all of them."""

    title: tuple[Piece, ...]
    reach: tuple[Piece, ...]
    organiser: tuple[Piece, ...]
    summary: tuple[Piece, ...]
    excerpt: Excerpt | None


@register.simple_tag
def seen_on_card(finder: Finder, practice: Practice, text: PracticeText) -> Seen:
    """A fact sheet, which needs `with_names()`, as its card shows it in one of its texts."""
    said = {
        "title": text.title,
        "reach": reach(practice),
        "organiser": practice.organiser.name,
        "summary": text.summary,
    }
    groups = {group for each in said.values() for group in finder.groups(each, text.language)}
    marked = {name: finder.marked(each, text.language) for name, each in said.items()}
    return Seen(**marked, excerpt=finder.excerpt(practice, seen=groups))


@register.simple_tag
def place_of(excerpt: Excerpt) -> str:
    """Where an excerpt stands: "Outcomes:", "In German, Outcomes:"."""
    part = capfirst(str(_part(excerpt.part)))
    reader = (get_language() or "en").split("-")[0]
    if excerpt.language in ("", reader):
        return _("%(part)s:") % {"part": part}
    language = Locale.parse(reader).languages.get(excerpt.language, excerpt.language)
    return _("In %(language)s, %(part)s:") % {"language": language, "part": part}


@register.inclusion_tag("practices/search_box.html", takes_context=True)
def search_box(
    context: Context, wrong: Iterable[tuple[str, Any]] = (), *, in_place: bool = False
) -> Mapping[str, Any]:
    """The search field with what was typed; whatever else the address asks for goes along.

    Args:
        wrong: the parameters that were refused, with what is wrong with them: these do not.
        in_place: whether it stands in what htmx puts the results into.
    """
    query: QueryDict = context["request"].GET
    typed = query.get("q", "").replace("\0", "")
    left = ANEW.union(name for name, _mistakes in wrong)
    if not typed or query.get("sort") == BEST_MATCH:
        left |= {"sort"}  # words are first answered with the best match
    kept = [(name, value) for name, values in query.lists() if name not in left for value in values if value]
    return {"typed": typed, "kept": kept, "in_place": in_place}


def _part(name: str) -> Any:
    named = {
        "title": _("title"),
        "original_title": _("original title"),
        "summary": _("summary"),
        "organiser": _("organiser"),
        "place": _("place"),
        "country": _("country"),
        "partners": _("partners"),
    }
    return named.get(name) or cast("Field[Any, Any]", PracticeText._meta.get_field(name)).verbose_name
