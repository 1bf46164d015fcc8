"""What every reader of the network shares."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, F, FloatField, Func, Q, TextField, Value, When
from django.db.models.functions import Concat

from network.enums import AffiliationState, Role
from network.folding import folded

if TYPE_CHECKING:
    from network.models import (  # noqa: F401  # in quotes below: models import this module
        Affiliation,
        Country,
        Organisation,
        User,
    )

# From where on two names may mean the same organisation, in one country and in two.
ALIKE = 0.45
ALIKE_ABROAD = 0.7
# So many words of a search are looked for; more tell no name from another.
WORDS = 10


class CountryQuerySet(models.QuerySet["Country"]):
    """Countries."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations."""

    def listed(self) -> Self:
        """Those that the public sees: not those that an officer only proposed."""
        return self.filter(proposed=False)

    def of(self, user: "User") -> Self:
        """Those for which somebody may write: an officer with a confirmed affiliation."""
        confirmed = {"affiliations__user": user, "affiliations__state": AffiliationState.CONFIRMED}
        return self.filter(**confirmed).distinct() if user.is_active else self.none()

    def under(self, slugs: Iterable[str]) -> "dict[str, Organisation]":
        """By each of the slugs that leads to one: its own, or that of a double which was merged into it."""
        asked = set(slugs)
        found = {one.slug: one for one in self.filter(slug__in=asked)}
        gone = asked - found.keys()
        if gone:
            merged: Iterable[Any] = self.annotate(former=F("former_slugs__slug")).filter(former__in=gone)
            found |= {one.former: one for one in merged}
        return found

    def named(self, words: str) -> Self:
        """Those with every one of the words, or beginnings and parts of words, in one of their names."""
        found = self.alias(said=folded(Concat("name", Value(" "), _other_names(), output_field=TextField())))
        for word in words.split()[:WORDS]:
            found = found.filter(said__contains=folded(Value(word)))
        return found

    def like(self, name: str, country: str | None) -> Self:
        """Those that may be the one of that name: of its country first, then the most alike first.

        Adds `likeness`, from 0 to 1: of the names, or of the one as words of the other (“Roma”, “Comune di Roma”).
        """
        near = Q(country=country) if country else Q(country__isnull=True)
        return (
            self.annotate(
                likeness=_likeness(name),
                near=Case(When(near, then=Value(1)), default=Value(0)),
            )
            .filter(likeness__gte=Case(When(near, then=Value(ALIKE)), default=Value(ALIKE_ABROAD)))
            .order_by("-near", "-likeness", "name", "pk")
        )


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Affiliations."""

    def confirmed(self) -> Self:
        """Those that let somebody write for an organisation."""
        return self.filter(state=AffiliationState.CONFIRMED, user__is_active=True)

    def waiting(self) -> Self:
        """Those that nobody has decided yet."""
        return self.filter(state=AffiliationState.ASKED, user__is_active=True)

    def open(self) -> Self:
        """Those that were asked for and not refused, and have not ended."""
        return self.filter(state__in=[AffiliationState.ASKED, AffiliationState.CONFIRMED])

    def seen_by(self, user: "User") -> Self:
        """Their own, those of their confirmed organisations, and all for the secretariat."""
        if user.has_role(Role.SECRETARIAT):
            return self
        colleagues = self.model._default_manager.filter(user=user).confirmed().values("organisation")
        return self.filter(Q(user=user) | Q(organisation__in=colleagues))


def _other_names() -> Func:
    """The names in other languages, one after the other."""
    return Func(F("names"), template="jsonb_path_query_array(%(expressions)s, '$.*')::text", output_field=TextField())


def _likeness(name: str) -> Func:
    """How alike the names of a row are to this one, 0 to 1; each of them is folded once."""
    return Func(
        folded(Value(name)),
        folded(F("name")),
        folded(_other_names()),
        template=(
            "(SELECT greatest(similarity(asked, stands), strict_word_similarity(asked, stands),"
            " strict_word_similarity(stands, asked), strict_word_similarity(asked, others))"
            " FROM (SELECT * FROM (VALUES (%(expressions)s)) AS said (asked, stands, others) OFFSET 0) AS names)"
        ),
        output_field=FloatField(),
    )
