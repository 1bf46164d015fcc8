"""Words that editors may extend: data with labels and descriptions, in `fixtures/vocabulary/`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from practices.enums import Dimension


class Word(models.Model):
    """An entry of a vocabulary; `code` stands in addresses and in the API and never changes."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    label = models.CharField(_("label"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.label


class Theme(Word):
    """A subject of integration work, most of them under a dimension (CSES study, headings of Appendix A)."""

    dimension = models.CharField(_("dimension"), max_length=20, choices=Dimension, blank=True)

    class Meta(Word.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            filled("theme_named", "code", "label"),
            known("theme_dimension_known", "dimension", Dimension, blank=True),
        ]


class Aim(Word):
    """What a practice is for (CSES study, table 3.10); several are possible."""

    class Meta(Word.Meta):
        verbose_name = _("aim")
        verbose_name_plural = _("aims")
        constraints = [filled("aim_named", "code", "label")]


class TargetGroup(Word):
    """Whom a practice is for."""

    class Meta(Word.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        constraints = [filled("target_group_named", "code", "label")]


class Collection(Word):
    """Where fact sheets come from: a study, a guide, a call."""

    publisher = models.CharField(_("publisher"), max_length=250, blank=True)
    published = models.PositiveSmallIntegerField(_("year of publication"), null=True, blank=True)
    citation = models.TextField(_("how to cite it"), blank=True)

    class Meta(Word.Meta):
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        constraints = [filled("collection_named", "code", "label")]
