"""How to cite a fact sheet: as APA text, and as files for the programs that manage references.

What is cited is the entry of this catalogue, not the document that it rests on: its author is the organiser, a body
and not a person; its date is the day of its last change, since that is the state which a reader saw; the source
document stands in the note.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils import formats, timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from practices.models import Practice, PracticeText

# In the formats below a line break would begin a new field, so that texts are written on one line.
_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_TEX = {
    "\\": r"\textbackslash{}",
    # Not \{ and \}: BibTeX counts braces whether or not a backslash stands before them.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A full stop, a question or an exclamation mark; a question mark in Greek is a semicolon.
_END_OF_SENTENCE = (".", "?", "!", "…", ";", "\u037e")
_CLOSING_QUOTES = "\"'\u2019\u201c\u201d\u00bb"


@dataclass(frozen=True)
class Citation:
    """What the formats have in common; every text on one line."""

    key: str
    author: str
    title: str
    language: str
    changed: dt.date
    site: str
    url: str
    source: str

    @property
    def note(self) -> str:
        """When it changed, which not every format tells to the day, and what it rests on."""
        day = formats.date_format(self.changed, "DATE_FORMAT")
        said = [_("Last change: %(date)s.") % {"date": day}, self.based_on]
        return " ".join(sentence for sentence in said if sentence)

    @property
    def based_on(self) -> str:
        """The source document, if there is one."""
        return _("Based on: %(source)s") % {"source": self.source} if self.source else ""


class Apa(NamedTuple):
    """A reference in APA style, 7th edition; the title is apart because it is set in italics."""

    before: str
    title: str
    after: str

    def __str__(self) -> str:
        return self.before + self.title + self.after


def citation_of(practice: Practice, text: PracticeText) -> Citation:
    """The citation of a fact sheet under the title that it has in that text; needs `for_list()` or more."""
    return Citation(
        key=practice.slug,
        author=_one_line(practice.organiser.name),
        title=_one_line(text.title),
        language=text.language,
        changed=timezone.localdate(practice.updated_at),
        site=_one_line(str(settings.SITE_NAME)),
        url=settings.SITE_URL + practice.get_absolute_url(),
        source=_one_line(practice.collection.citation),
    )


def apa(citation: Citation) -> Apa:
    """The reference in APA style (Publication Manual, 7th edition, 10.16: a page of a website by a group author)."""
    # Translators: the date in a reference, in the letters of Django's date format: 2026, March 3.
    day = formatted(citation.changed, _("Y, F j"))
    source = f" ({citation.based_on})" if citation.source else ""
    return Apa(
        before=f"{_ended(citation.author)} ({day}). ",
        title=citation.title,
        after=f"{_ended(citation.title)[len(citation.title) :]} {_ended(citation.site)} {citation.url}{source}",
    )


def bibtex(citation: Citation) -> str:
    """An entry for LaTeX in UTF-8, of the one type for online things that every style knows."""
    fields = {
        # Double braces: a body's name is not to be split into given and family name, nor a title put in lower case.
        "author": f"{{{{{_tex(citation.author)}}}}}",
        "title": f"{{{{{_tex(citation.title)}}}}}",
        "year": f"{{{citation.changed.year}}}",
        "month": _MONTHS[citation.changed.month - 1],
        "howpublished": f"{{{_tex(citation.site)}}}",
        "url": f"{{{citation.url}}}",  # styles print it as it stands
        "language": f"{{{citation.language}}}",
        "note": f"{{{_tex(citation.note)}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{lines}}}\n"


def ris(citation: Citation) -> str:
    """A record for reference managers (RIS specification, 2011): a tag, two spaces, a dash, a space; ends in CR LF."""
    fields = [
        ("TY", "ELEC"),
        ("ID", citation.key),
        # A comma would part family from given name, an asterisk is not allowed; the other formats keep both.
        ("AU", re.sub(r"\s*[,*]\s*", " ", citation.author).strip()),
        ("TI", citation.title),
        ("T2", citation.site),
        ("PY", str(citation.changed.year)),
        ("DA", f"{citation.changed:%Y/%m/%d}/"),
        ("UR", citation.url),
        ("LA", citation.language),
        ("N1", citation.note),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def csl_json(citation: Citation) -> str:
    """A list of one item in the JSON of the Citation Style Language (schema csl-data)."""
    item = {
        "id": citation.key,
        "type": "webpage",
        "author": [{"literal": citation.author}],
        "title": citation.title,
        "container-title": citation.site,
        "issued": {"date-parts": [[citation.changed.year, citation.changed.month, citation.changed.day]]},
        "URL": citation.url,
        "language": citation.language,
        "note": citation.note,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


class Format(NamedTuple):
    """A kind of file that a citation can be had as."""

    name: str
    media_type: str
    written: Callable[[Citation], str]


# By the ending of the file and of its address.
FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)


def _ended(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.rstrip(_CLOSING_QUOTES).endswith(_END_OF_SENTENCE) else f"{text}."
