"""Paging by keyset: a page begins after the last row seen, so a deep page costs no more than the first.

The page and the API share it; apps reach it as Django REST Framework's `DEFAULT_PAGINATION_CLASS`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

PAGE_SIZE = 20
LARGEST_PAGE = 1000
CURSOR, SIZE = "cursor", "page_size"


@dataclass(frozen=True)
class Order:
    """How rows are sorted: by a value, then by primary key in the same direction.

    `by` names a column or annotation; rows without a value come last, whichever the direction.
    """

    by: str
    descending: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        """As Django writes it: "title", or "-title" for descending."""
        return cls(text.removeprefix("-"), descending=text.startswith("-"))

    def sort(self, rows: QuerySet[Any], *, backwards: bool) -> QuerySet[Any]:
        """The rows in this order, or from its end."""
        descending = self.descending != backwards
        value = F(self.by)
        nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
        return rows.order_by(value.desc(**nulls) if descending else value.asc(**nulls), "-pk" if descending else "pk")

    def name_for(self, rows: QuerySet[Any]) -> str:
        """What the rows are and what they are sorted by: the same for all pages of a list, whatever its filters."""
        key = rows.query.annotations.get(self.by)
        column = getattr(key, "target", None)  # what an annotation with a bare column stands for
        return f"{rows.model._meta.label} {'-' if self.descending else ''}{column.name if column else self.by}"

    def beyond(self, value: Any, pk: Any, *, backwards: bool) -> Q:
        """What stands after a row in this order, or before it."""
        past = "lt" if self.descending != backwards else "gt"
        if value is None:
            later = Q(**{f"{self.by}__isnull": True, f"pk__{past}": pk})
            return later | Q(**{f"{self.by}__isnull": False}) if backwards else later
        later = Q(**{f"{self.by}__{past}": value}) | Q(**{self.by: value, f"pk__{past}": pk})
        return later if backwards else later | Q(**{f"{self.by}__isnull": True})


class Keyset(Protocol):
    """A list that can be entered at any place: after a value of what it is sorted by, and a primary key.

    `name` is the list and its order, the same for all its pages whatever its filters; `count` is the number of all.
    """

    @property
    def name(self) -> str:
        """See above."""

    @property
    def count(self) -> int:
        """See above."""

    def beyond(self, at: tuple[Any, Any] | None, *, backwards: bool, limit: int) -> Sequence[Any]:
        """Rows after a place, or before it from the nearest on; from the beginning or the end without a place."""

    def place(self, row: Any) -> tuple[Any, Any]:
        """Where a row stands: what it is sorted by, and its primary key."""


class SortedRows:
    """The rows of a queryset in an order, as a Keyset."""

    def __init__(self, rows: QuerySet[Any], order: Order) -> None:
        self.rows = rows
        self.order = order
        self.name = order.name_for(rows)

    @property
    def count(self) -> int:
        """The number of all rows."""
        return self.rows.order_by().count()

    def beyond(self, at: tuple[Any, Any] | None, *, backwards: bool, limit: int) -> Sequence[Any]:
        """Rows after a place, or before it from the nearest on."""
        found = self.rows.filter(self.order.beyond(*at, backwards=backwards)) if at else self.rows
        return list(self.order.sort(found, backwards=backwards)[:limit])

    def place(self, row: Model) -> tuple[Any, Any]:
        """Where a row stands."""
        return getattr(row, self.order.by), row.pk


@dataclass(frozen=True)
class Page:
    """Some rows of a list, the number of all, and the cursors of the neighbouring pages."""

    rows: Sequence[Any]
    count: int
    next: str | None
    previous: str | None


class Cursors:
    """Writes and reads the cursors of one list in one order.

    They are signed for it, so that nothing but a place in this very list is ever read: no cursor of another sort, and
    none that somebody made up.
    """

    def __init__(self, keyset: Keyset) -> None:
        self.keyset = keyset
        self.signer = Signer(sep=".", salt=f"cursor {keyset.name}")

    def at(self, row: Any, *, backwards: bool) -> str:
        """The place after a row, or before it."""
        value, pk = self.keyset.place(row)
        return self.signer.sign_object([backwards, None if value is None else str(value), pk])

    def read(self, cursor: str) -> tuple[bool, tuple[Any, Any]]:
        """Whether it leads backwards, and the value and primary key of the row it stands at.

        Raises:
            ValidationError: the cursor is not one that this list gave out.
        """
        try:
            backwards, value, pk = self.signer.unsign_object(cursor)
        except BadSignature as error:
            message = _("This page does not exist. Begin at the first page, without cursor.")
            raise ValidationError({CURSOR: [message]}) from error
        return backwards, (value, pk)


class KeysetPagination(BasePagination):
    """`{"count", "next", "previous", "results"}`, 20 rows a page unless `page_size` says otherwise (1 to 1,000)."""

    page: Page

    def paginate(self, keyset: Keyset, cursor: str = "", size: int = PAGE_SIZE) -> Page:
        """The page at a cursor.

        Args:
            keyset: all that match.
            cursor: where the page begins, from another page; empty for the first.
            size: rows a page.

        Raises:
            ValidationError: the cursor is not one that this list gave out.
        """
        cursors = Cursors(keyset)
        backwards, at = cursors.read(cursor) if cursor else (False, None)
        count = keyset.count
        picked = list(keyset.beyond(at, backwards=backwards, limit=size + 1))
        more = len(picked) > size
        picked = picked[:size]
        if backwards:
            picked.reverse()
        return Page(
            rows=picked,
            count=count,
            next=cursors.at(picked[-1], backwards=False) if picked and (more or backwards) else None,
            previous=cursors.at(picked[0], backwards=True) if picked and (more if backwards else at) else None,
        )

    def size_of(self, query: QueryDict) -> int:
        """Rows a page, as the address asks for them.

        Raises:
            ValidationError: it asks for none, or for more than there may be.
        """
        return _read_size(query.get(SIZE) or str(PAGE_SIZE))

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """Django REST Framework's way in; the view names the order in `get_order()`."""
        order: str = view.get_order() if view is not None and hasattr(view, "get_order") else "pk"
        return list(self.turn_to(SortedRows(queryset, Order.read(order)), request).rows)

    def turn_to(self, keyset: Keyset, request: Request) -> Page:
        """The page that a request asks for.

        Raises:
            ValidationError: it asks for none that there is.
        """
        self.request = request
        query = request.query_params
        self.page = self.paginate(keyset, query.get(CURSOR, ""), self.size_of(query))
        return self.page

    def get_paginated_response(self, data: Any) -> Response:
        """The list as JSON."""
        return Response(
            {
                "count": self.page.count,
                "next": self.link(self.page.next),
                "previous": self.link(self.page.previous),
                "results": data,
            }
        )

    def link(self, cursor: str | None) -> str | None:
        """The address of a neighbouring page, if there is one."""
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query[CURSOR] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """The parameters of paging, for the OpenAPI description."""
        return [
            {
                "name": CURSOR,
                "in": "query",
                "required": False,
                "description": "Where the page begins: taken from `next` or `previous` of another page.",
                "schema": {"type": "string"},
            },
            {
                "name": SIZE,
                "in": "query",
                "required": False,
                "description": "Rows a page.",
                "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
            },
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a list, for the OpenAPI description."""
        link = {"type": ["string", "null"], "format": "uri", "example": None}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "All rows that match, on every page.", "example": 1},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }


def _read_size(given: str) -> int:
    # No more than nine digits are read: Python refuses to read thousands.
    if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= LARGEST_PAGE):
        raise ValidationError({SIZE: [_("Give a whole number from 1 to %(most)d.") % {"most": LARGEST_PAGE}]})
    return int(given)
