"""Dates as precise as they are known: "2011", "2008-03", "2008-12-01"."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.enums import DatePrecision

_WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A date known to the year, the month or the day; `day` is the first day that it can mean."""

    day: dt.date
    precision: DatePrecision

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads "2011", "2008-03" or "2008-12-01".

        Raises:
            ValueError: it is none of these, or no day of the calendar.
        """
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError(_("Write a date as 2011, 2008-03 or 2008-12-01, not “%(text)s”.") % {"text": text})
        year, month, day = match.groups()
        precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
        try:
            return cls(dt.date(int(year), int(month or 1), int(day or 1)), precision)
        except ValueError:
            raise ValueError(_("“%(text)s” is not a day of the calendar.") % {"text": text}) from None

    def __str__(self) -> str:
        """As precise as known, in ISO 8601."""
        return self.day.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]

    @property
    def last_day(self) -> dt.date:
        """The last day that it can mean."""
        if self.precision == DatePrecision.DAY:
            return self.day
        month = 12 if self.precision == DatePrecision.YEAR else self.day.month
        return self.day.replace(month=month, day=calendar.monthrange(self.day.year, month)[1])

    @property
    def for_reader(self) -> str:
        """In the reader's language: "2011", "March 2008", "1 December 2008"."""
        if self.precision == DatePrecision.YEAR:
            return str(self.day.year)
        by = "YEAR_MONTH_FORMAT" if self.precision == DatePrecision.MONTH else "DATE_FORMAT"
        return formats.date_format(self.day, by)


class PartialDateField:
    """Two columns that are one date: `<name>_on`, the first day it can mean, and `<name>_precision`.

    Reads and writes as a PartialDate (or None) under its own name, the way a GenericForeignKey does.
    """

    def __init__(self, verbose_name: Any) -> None:
        self.verbose_name = verbose_name

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        """Django calls this while it makes the model."""
        self.name = name
        models.DateField(self.verbose_name, null=True, blank=True).contribute_to_class(cls, f"{name}_on")
        models.CharField(
            self.verbose_name, max_length=5, choices=DatePrecision.choices, blank=True, default=""
        ).contribute_to_class(cls, f"{name}_precision")
        setattr(cls, name, self)

    def __get__(self, instance: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        day = getattr(instance, f"{self.name}_on")
        return PartialDate(day, DatePrecision(getattr(instance, f"{self.name}_precision"))) if day else None

    def __set__(self, instance: models.Model, value: PartialDate | None) -> None:
        setattr(instance, f"{self.name}_on", value.day if value else None)
        setattr(instance, f"{self.name}_precision", value.precision.value if value else "")


def partial_date_rules(prefix: str, name: str) -> list[CheckConstraint]:
    """A date has a precision, and its column holds the first day that the precision allows."""
    day, precision = f"{name}_on", f"{name}_precision"
    return [
        CheckConstraint(
            name=f"{prefix}_{name}_has_its_precision",
            condition=Q(**{f"{day}__isnull": True, precision: ""})
            | Q(**{f"{day}__isnull": False, f"{precision}__in": DatePrecision.values}),
            violation_error_message=gettext_lazy("Say how precise the date is: to the year, the month or the day."),
        ),
        CheckConstraint(
            name=f"{prefix}_{name}_is_the_first_day_meant",
            condition=Q(**{f"{day}__isnull": True})
            | Q(**{f"{precision}__in": [DatePrecision.DAY, ""]})
            | Q(**{precision: DatePrecision.MONTH, f"{day}__day": 1})
            | Q(**{precision: DatePrecision.YEAR, f"{day}__day": 1, f"{day}__month": 1}),
            violation_error_message=gettext_lazy("A date known to the month or year is kept as its first day."),
        ),
    ]


def in_order(name: str, first: str, second: str, message: Any) -> CheckConstraint:
    """The second partial date is not before the first, as far as both are known.

    "2011" after "2011-05" is in order: the year may mean a later day of it.
    """
    start, end, precision = f"{first}_on", f"{second}_on", f"{second}_precision"
    month_of_start = ExtractYear(start) * 12 + ExtractMonth(start)
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)})
        | Q(**{precision: DatePrecision.YEAR, f"{end}__year__gte": ExtractYear(start)})
        | Q(
            models.lookups.GreaterThanOrEqual(ExtractYear(end) * 12 + ExtractMonth(end), month_of_start),
            **{precision: DatePrecision.MONTH},
        ),
        violation_error_message=message,
    )
