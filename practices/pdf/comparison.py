"""Fact sheets side by side, as a document."""

from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practices.comparison import Comparison, ComparisonRow
from practices.pdf.typeset import typeset


def comparison_pdf(comparison: Comparison, language: str) -> bytes:
    """The comparison on A4 across, with the labels in the reader's language.

    Raises:
        typst.TypstError: the document cannot be made.
    """
    now = timezone.localtime()
    with translation.override(language):
        number = len(comparison.titles)
        data = {
            "language": language,
            "site": str(settings.SITE_NAME),
            "address": settings.SITE_URL,
            "date": now.date().isoformat(),
            "changed": _("As of %(date)s.") % {"date": formats.date_format(now, "DATE_FORMAT")},
            "author": str(settings.SITE_NAME),
            "description": "",
            "keywords": [],
            "title": _("Comparison: %(titles)s") % {"titles": " · ".join(comparison.titles)},
            "heading": ngettext("Comparison of %(number)s fact sheet", "Comparison of %(number)s fact sheets", number)
            % {"number": number},
            "words": {
                "fact": _("Fact"),
                "differs": _("different"),
                "legend": _("A row with this sign and a ground of another colour differs between the fact sheets."),
                "nothing": _("nothing said"),
                "letters_missing": _(
                    "This document cannot show some letters, and has � instead; the pages have them all."
                ),
            },
            "sheets": [
                {"title": title, "language": spoken, "address": settings.SITE_URL + address}
                for title, spoken, address in zip(
                    comparison.titles, comparison.languages, comparison.addresses, strict=True
                )
            ],
            "rows": [_row(row) for row in comparison.rows],
        }
        return typeset("comparison.typ", data)


def _row(row: ComparisonRow) -> dict[str, Any]:
    return {
        "label": str(row.label),
        "differs": row.differs,
        "cells": [[{"text": text, "language": spoken} for text, spoken in lines] for lines in row.cells],
    }
