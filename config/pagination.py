"""Paging by keyset: a page begins after the last row seen, so a deep page costs no more than the first.

The page and the API share it; apps reach it as Django REST Framework's `DEFAULT_PAGINATION_CLASS`.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import ValidationError as ImproperValue
from django.db import DataError
from django.db.models import F, Model, Q, QuerySet
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

    def beyond(self, value: Any, pk: int, *, backwards: bool) -> Q:
        """What stands after a row in this order, or before it."""
        past = "lt" if self.descending != backwards else "gt"
        if value is None:
            later = Q(**{f"{self.by}__isnull": True, f"pk__{past}": pk})
            return later | Q(**{f"{self.by}__isnull": False}) if backwards else later
        later = Q(**{f"{self.by}__{past}": value}) | Q(**{self.by: value, f"pk__{past}": pk})
        return later if backwards else later | Q(**{f"{self.by}__isnull": True})


@dataclass(frozen=True)
class Page:
    """Some rows of a list, the number of all, and the cursors of the neighbouring pages."""

    rows: Sequence[Model]
    count: int
    next: str | None
    previous: str | None


class KeysetPagination(BasePagination):
    """`{"count", "next", "previous", "results"}`, 20 rows a page unless `page_size` says otherwise (1 to 1,000)."""

    page: Page

    def paginate(self, rows: QuerySet[Any], order: str, cursor: str = "", size: int = PAGE_SIZE) -> Page:
        """The page at a cursor.

        Args:
            rows: all that match.
            order: the column or annotation to sort by, with “-” before it for descending.
            cursor: where the page begins, from another page; empty for the first.
            size: rows a page.

        Raises:
            ValidationError: the cursor is not one that this list gave out.
        """
        by = Order.read(order)
        count = rows.order_by().count()
        backwards, at = _read_cursor(cursor) if cursor else (False, None)
        try:
            found = rows.filter(by.beyond(*at, backwards=backwards)) if at else rows
            picked = list(by.sort(found, backwards=backwards)[: size + 1])
        except (ValueError, TypeError, OverflowError, DataError, ImproperValue) as error:
            if not at:
                raise
            raise _broken_cursor() from error
        more = len(picked) > size
        picked = picked[:size]
        if backwards:
            picked.reverse()
        return Page(
            rows=picked,
            count=count,
            next=_cursor(picked[-1], by, backwards=False) if picked and (more or backwards) else None,
            previous=_cursor(picked[0], by, backwards=True)
            if picked and ((more and backwards) or (at and not backwards))
            else None,
        )

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """Django REST Framework's way in; the view names the order in `get_order()`."""
        self.request = request
        order: str = view.get_order() if view is not None and hasattr(view, "get_order") else "pk"
        self.page = self.paginate(queryset, order, request.query_params.get(CURSOR, ""), _read_size(request))
        return list(self.page.rows)

    def get_paginated_response(self, data: Any) -> Response:
        """The list as JSON."""
        return Response(
            {
                "count": self.page.count,
                "next": self._link(self.page.next),
                "previous": self._link(self.page.previous),
                "results": data,
            }
        )

    def _link(self, cursor: str | None) -> str | None:
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
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "All rows that match, on every page."},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }


def _cursor(row: Model, order: Order, *, backwards: bool) -> str:
    value = getattr(row, order.by)
    text = json.dumps(["b" if backwards else "f", value, row.pk], default=str)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[bool, tuple[Any, int]]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        way, value, pk = json.loads(base64.b64decode(padded.encode(), altchars=b"-_", validate=True))
        if way not in ("f", "b") or not isinstance(pk, int) or isinstance(value, list | dict | bool):
            raise _broken_cursor()
        if isinstance(value, str) and "\x00" in value:
            raise _broken_cursor()
    except (ValueError, TypeError, binascii.Error) as error:
        raise _broken_cursor() from error
    return way == "b", (value, pk)


def _read_size(request: Request) -> int:
    given = request.query_params.get(SIZE, str(PAGE_SIZE))
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given[:9]) <= LARGEST_PAGE:
        raise ValidationError({SIZE: [_("Give a whole number from 1 to %(most)d.") % {"most": LARGEST_PAGE}]})
    return int(given)


def _broken_cursor() -> ValidationError:
    return ValidationError({CURSOR: [_("This page does not exist. Begin at the first page, without cursor.")]})
