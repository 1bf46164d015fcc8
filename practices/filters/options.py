"""The values that the facets offer, with their labels in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.db.models import Choices as EnumChoices
from django.utils.translation import gettext_lazy as _

from network.models import Country
from practices.filters.strict import Choices
from practices.fulltext import fold
from practices.models import Aim, Collection, TargetGroup, Theme
from practices.models.vocabulary import Word


def of(enum: type[EnumChoices]) -> Callable[[], Choices]:
    """The members of an enumeration; numbered ones with their number before the label."""

    def options() -> Choices:
        return [
            (str(value), f"{value}. {label}" if isinstance(value, int) else label) for value, label in enum.choices
        ]

    return options


def words(model: type[Word]) -> Callable[[], Choices]:
    """The entries of a vocabulary."""

    def options() -> Choices:
        return [(word.pk, word.label) for word in model._default_manager.all()]

    return options


def countries() -> Choices:
    """Every country of the catalogue, by its name in the reader's language."""
    return sorted(((country.pk, country.name) for country in Country.objects.all()), key=lambda each: fold(each[1]))


themes = words(Theme)
aims = words(Aim)
target_groups = words(TargetGroup)
collections = words(Collection)


def scores() -> Choices:
    """Points that reviewers give, each standing for itself and more."""
    return [
        ("5", _("5 of 5")),
        ("4", _("4 of 5 or more")),
        ("3", _("3 of 5 or more")),
        ("2", _("2 of 5 or more")),
        ("1", _("1 of 5 or more")),
    ]


SORTS: list[tuple[str, Any]] = [
    ("relevance", _("Best match")),
    ("title", _("Title, A to Z")),
    ("-started", _("Started last")),
    ("started", _("Started first")),
    ("-updated", _("Changed last")),
    ("-budget", _("Largest budget")),
    ("-beneficiaries", _("Most beneficiaries")),
]
