"""The search field."""

from typing import Any

import django_filters
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from practices.fulltext import Terms, matches, read

LONGEST = 200


class TextFilter(django_filters.CharFilter):
    """Words, “phrases”, -exclusions, either OR other, begin*: looked for in every language of the texts."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Search for no more than %(limit_value)d characters.")
        super().__init__(max_length=LONGEST, error_messages={"max_length": message}, **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        """The rows that match; no row if what was typed has neither letter nor figure."""
        if not value:
            return qs
        terms: Terms = read(value)
        if not terms:
            return qs.none()
        statement, parameters = matches(terms)
        # What was typed stands in the parameters.
        ids = RawSQL(f"SELECT id FROM ({statement}) AS matches", parameters)  # noqa: S608, S611
        return qs.filter(pk__in=ids)
