"""Who pays and who works along."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import AMOUNTS, known
from network.models import Organisation
from practices.enums import FundingLevel, PartnerKind
from practices.models.practice import Practice


class Funding(models.Model):
    """A source of money: level (CSES study, table 3.11), funder, amount in euro and share in percent where known."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="funding")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    level = models.CharField(_("level"), max_length=10, choices=FundingLevel)
    name = models.CharField(_("funder"), max_length=250, blank=True)
    amount_eur = models.DecimalField(_("amount in euro"), max_digits=14, decimal_places=2, null=True, blank=True)
    share = models.DecimalField(_("share in percent"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        ordering = ("practice", "position", "pk")
        constraints = [
            known("funding_level_known", "level", FundingLevel),
            CheckConstraint(
                name="funding_amount_not_negative",
                condition=Q(amount_eur__isnull=True) | Q(amount_eur__range=AMOUNTS),
                violation_error_message=_("An amount is not less than nothing."),
            ),
            CheckConstraint(
                name="funding_share_is_a_percentage",
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100),
                violation_error_message=_("A share lies between 0 and 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(FundingLevel(self.level).label)


class Partner(models.Model):
    """An organisation that works along, and in which capacity (CSES study, Appendix E, question 2.7)."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind of partner"), max_length=30, choices=PartnerKind)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("practice", "position", "pk")
        constraints = [
            known("partner_kind_known", "kind", PartnerKind),
            UniqueConstraint(
                fields=["practice", "organisation"],
                name="partner_named_once",
                violation_error_message=_("This organisation is already a partner."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
