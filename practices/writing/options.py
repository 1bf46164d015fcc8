"""What fields offer that editors may extend, and the currencies."""

from django.utils.translation import get_language

from network.models import Country
from practices import reading
from practices.models import Aim, TargetGroup, Theme
from practices.writing.fields import Options


def countries() -> Options:
    """All countries of the catalogue, by their names in the reader's language."""
    return [(country.pk, country.name) for country in Country.objects.order_by("name", "pk")]


def themes() -> Options:
    """Themes in the order of the study."""
    return [(theme.pk, theme.label) for theme in Theme.objects.all()]


def aims() -> Options:
    """Aims in the order of the study's table 3.10."""
    return [(aim.pk, aim.label) for aim in Aim.objects.all()]


def target_groups() -> Options:
    """Target groups."""
    return [(group.pk, group.label) for group in TargetGroup.objects.all()]


def currencies() -> Options:
    """ISO 4217 codes with their names in the reader's language; the euro first."""
    names = reading.currencies((get_language() or "en").split("-")[0])
    others = [(code, f"{name} ({code})") for code, name in names.items() if code != "EUR"]
    return [("EUR", f"{names['EUR']} (EUR)"), *others]
