"""Countries and organisations: the records that practices, memberships and surveys point to, by key or by slug."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known, place_rules
from network.enums import OrganisationKind, PopulationBand
from network.querysets import CountryQuerySet, OrganisationQuerySet


class Country(models.Model):
    """A country by its ISO 3166-1 alpha-2 code. NUTS codes begin with a prefix of their own (EL for GR, UK for GB)."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    nuts_prefix = models.CharField(_("NUTS prefix"), max_length=2)
    eu_member = models.BooleanField(_("member of the European Union"), default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("name", "code")
        constraints = [
            CheckConstraint(
                name="country_code_is_iso_alpha_2",
                condition=Q(code__regex=r"^[A-Z]{2}$") & ~Q(code__in=["EL", "UK"]),
                violation_error_message=_(
                    "Use the ISO 3166-1 alpha-2 code: GR for Greece, GB for the United Kingdom."
                ),
            ),
            CheckConstraint(
                name="country_nuts_prefix_well_formed",
                condition=Q(nuts_prefix__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("A NUTS prefix is two capital letters."),
            ),
            filled("country_named", "name"),
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """An authority, association, institute or company: organiser, partner, member or respondent.

    `names` maps language codes to names in those languages, beside `name`, which is in the organisation's own.
    """

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=250)
    names = models.JSONField(_("names in other languages"), default=dict, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    place_name = models.CharField(_("place"), max_length=120, blank=True)
    nuts_code = models.CharField(_("NUTS code"), max_length=5, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    population_band = models.CharField(_("population"), max_length=20, choices=PopulationBand, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    contact_email = models.EmailField(_("general contact address"), blank=True)
    proposed = models.BooleanField(
        _("proposed"), default=False, help_text=_("An officer proposed it; nobody else has looked at it yet.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            filled("organisation_named", "name", "slug"),
            known("organisation_kind_known", "kind", OrganisationKind),
            known("organisation_population_band_known", "population_band", PopulationBand, blank=True),
            *place_rules("organisation"),
            UniqueConstraint(
                Lower("name"),
                "country",
                name="organisation_unique_in_its_country",
                nulls_distinct=False,
                violation_error_message=_("This country already has an organisation of that name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_for_reader(self) -> str:
        """The name in the reader's language where it is known, otherwise an empty text."""
        translated = self.names.get(get_language() or "en", "")
        return translated if translated != self.name else ""


class FormerSlug(models.Model):
    """A slug that drafts and submissions may still name: of a proposed organisation that was merged or declined.

    `organisation` is the one that it was merged into, as far as merges have gone since; none if it was declined.
    `name` is how it was proposed. No other organisation gets the slug.
    """

    slug = models.SlugField(_("slug"), max_length=120, primary_key=True)
    name = models.CharField(_("name"), max_length=250)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="former_slugs",
    )

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        constraints = [filled("former_slug_named", "slug", "name")]

    def __str__(self) -> str:
        return self.slug
