"""Rules that models of every floor state in the same words, as named constraints of the database."""

from django.db.models import CheckConstraint, Q, TextChoices
from django.utils.translation import gettext_lazy as _

# From nothing to more than any budget; the upper end also keeps out PostgreSQL's NaN, which is above every number.
AMOUNTS = (0, 10**14)

# NUTS: two letters of the country, then up to three letters or digits (Regulation (EC) No 1059/2003).
NUTS_PATTERN = r"^[A-Z]{2}[0-9A-Z]{0,3}$"


def known(name: str, field: str, choices: type[TextChoices], *, blank: bool = False) -> CheckConstraint:
    """The field holds one of the choices (or, with `blank`, nothing)."""
    values = [*choices.values, ""] if blank else choices.values
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__in": values}),
        violation_error_message=_("Choose one of the values on offer."),
    )


def filled(name: str, *fields: str) -> CheckConstraint:
    """None of the text fields is empty."""
    return CheckConstraint(
        name=name,
        condition=~Q(*((field, "") for field in fields), _connector=Q.OR),
        violation_error_message=_("This may not be empty."),
    )


def place_rules(prefix: str) -> list[CheckConstraint]:
    """The rules of a place: coordinates in pairs and on the globe (degrees, WGS 84), a NUTS code in its form."""
    return [
        CheckConstraint(
            name=f"{prefix}_coordinates_in_pairs",
            condition=Q(latitude__isnull=True, longitude__isnull=True)
            | Q(latitude__isnull=False, longitude__isnull=False),
            violation_error_message=_("Give both latitude and longitude, or neither."),
        ),
        CheckConstraint(
            name=f"{prefix}_coordinates_on_the_globe",
            condition=Q(latitude__isnull=True)
            | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
            violation_error_message=_("Latitude lies between -90 and 90 degrees, longitude between -180 and 180."),
        ),
        CheckConstraint(
            name=f"{prefix}_nuts_code_well_formed",
            condition=Q(nuts_code="") | Q(nuts_code__regex=NUTS_PATTERN),
            violation_error_message=_("A NUTS code is two letters and up to three letters or digits, like FRE11."),
        ),
    ]
