"""The export of a search, or of a list picked by hand, as a file to work on (docs/exports.md)."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import SEEK_END
from typing import IO, Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from network.limits import READING, limited
from practices.exports import MOST_ROWS, Keys, csv_lines, found, header, picked, read, write_xlsx
from practices.filters import PracticeFilterSet
from practices.picks import LIST_NAME, PRACTICE, SEARCH, Picks
from practices.templatetags.catalogue import number
from practices.views.picked import refused
from practices.views.searching import of_a_search

# What the address of a list picked by hand is made of.
OF_PICKS = {PRACTICE, LIST_NAME, SEARCH}
# Bytes that are kept in memory of a file before it goes to disk, and handed on of it at once.
IN_MEMORY, PIECE = 1_000_000, 65_536
# How many of these one sender gets: each keeps a worker at it for as long as it is read.
EXPORTS = "60/min"
# How many fact sheets a kind of file holds, where that has an end.
LIMITS = {"xlsx": MOST_ROWS}


@dataclass(frozen=True)
class Kind:
    """A kind of file; `write` gives its bytes."""

    suffix: str
    content_type: str
    write: Callable[[Keys, str], Iterable[bytes]]


def _export(kind: Kind) -> Callable[[HttpRequest], HttpResponseBase]:
    @of_a_search
    def of_search(request: HttpRequest, filterset: PracticeFilterSet) -> HttpResponseBase:
        return _answer(request, kind, found(filterset, _language()))

    @require_safe
    def export(request: HttpRequest) -> HttpResponseBase:
        slugs = Picks.of_list(request.GET).slugs
        if not slugs:
            answer: HttpResponseBase = of_search(request)
            return answer
        try:
            _refuse_a_search(request)
            return _answer(request, kind, picked(slugs))
        except ValidationError as error:
            errors: Any = error.detail
            return refused(request, errors)

    return export


def _refuse_a_search(request: HttpRequest) -> None:
    """A list picked by hand is what it is: filters that leave out some of it would leave the reader guessing which."""
    message = _("A list picked by hand takes no other parameter: leave this one out, or the list.")
    if others := [name for name, values in request.GET.lists() if name not in OF_PICKS and any(values)]:
        raise ValidationError({name[:80]: [message] for name in others})


def _answer(request: HttpRequest, kind: Kind, keys: Keys) -> HttpResponseBase:
    most = LIMITS.get(kind.suffix)
    if most is not None and len(keys) > most:
        message = _("An Excel file holds no more than %(most)s fact sheets: narrow the search, or export it as CSV.")
        raise ValidationError({kind.suffix: [message % {"most": number(most)}]})
    name = f"practices-{timezone.localdate().isoformat()}.{kind.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    response = StreamingHttpResponse(content_type=kind.content_type, headers=headers)
    if request.method == "GET":
        response.streaming_content = kind.write(keys, _language())
        if request.META.get("SERVER_PROTOCOL") == "HTTP/1.0":
            _foretell_length(response)
    return response


def _foretell_length(response: StreamingHttpResponse) -> None:
    """Makes the whole file first: without chunks, its length alone tells one that broke off from a whole one."""
    file = _File(lambda file: file.writelines(response))
    response.streaming_content = file
    response["Content-Length"] = str(file.size)


class _File:
    """A finished file, a piece at a time; in memory as long as it is small, else on disk, and gone when it is closed.

    Args:
        write: fills it.
    """

    def __init__(self, write: Callable[[IO[bytes]], None]) -> None:
        with ExitStack() as unfinished:
            self.file = unfinished.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
            write(self.file)
            self.size = self.file.seek(0, SEEK_END)
            self.file.seek(0)
            unfinished.pop_all()

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(PIECE), b"")

    def close(self) -> None:
        """The response calls it at its end, however that came about."""
        self.file.close()


def _language() -> str:
    return get_language() or "en"


def _csv(keys: Keys, language: str) -> Iterable[bytes]:
    return csv_lines(header(), read(keys, language))


def _xlsx(keys: Keys, language: str) -> Iterable[bytes]:
    """Nothing before the workbook stands: its directory is written last."""
    return _File(lambda file: write_xlsx(header(), read(keys, language), file))


export_csv = limited("export", EXPORTS, READING)(_export(Kind("csv", "text/csv; charset=utf-8", _csv)))
export_xlsx = limited("export", EXPORTS, READING)(
    _export(Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx))
)
