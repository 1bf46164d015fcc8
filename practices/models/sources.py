"""Where a fact sheet's facts can be checked."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from practices.models.practice import Practice


class Source(models.Model):
    """A passage of the collection's document, or a document or link that it names."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=300, blank=True)
    section = models.CharField(_("section"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("practice", "position", "pk")
        constraints = [
            CheckConstraint(
                name="source_leads_somewhere",
                condition=~Q(title="") | ~Q(section="") | ~Q(url=""),
                violation_error_message=_("Name the document, its section, or give a link."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.section or self.url
