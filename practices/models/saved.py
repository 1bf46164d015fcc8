"""Fact sheets that somebody picked by hand and keeps on their account."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Deferrable, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from practices.models.practice import Practice

LONGEST_LIST = 100


class SavedListQuerySet(models.QuerySet["SavedList"]):
    """Lists on accounts."""

    def with_slugs(self) -> Self:
        """Loads what `slugs` reads, in one query for all."""
        entries = SavedListEntry.objects.select_related("practice").only("saved_list", "position", "practice__slug")
        return self.prefetch_related(models.Prefetch("entries", queryset=entries))


class SavedList(models.Model):
    """A hand-picked list of its owner's, seen by nobody else; `updated_at` is its version."""

    private: ClassVar = True  # the page of the audit trail shows no text of it
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="saved_lists"
    )
    name = models.CharField(_("name"), max_length=120)
    practices = models.ManyToManyField(
        Practice, verbose_name=_("practices"), through="SavedListEntry", related_name="saved_lists"
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        constraints = [
            CheckConstraint(
                name="saved_list_named",
                condition=Q(name__regex=r"\S"),
                violation_error_message=_("Give the list a name."),
            ),
            UniqueConstraint(
                "owner",
                Lower("name"),
                name="saved_list_name_unique_to_its_owner",
                violation_error_message=_("You already have a list of that name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def version(self) -> str:
        """What a save must name to replace it."""
        return self.updated_at.isoformat()

    @property
    def slugs(self) -> tuple[str, ...]:
        """Of its fact sheets in their order."""
        return tuple(entry.practice.slug for entry in self.entries.all())


class SavedListEntry(models.Model):
    """A fact sheet at its place in a list, the first at 1; it leaves with the fact sheet."""

    private_columns: ClassVar = ("practice_id",)  # the page of the audit trail does not show them

    saved_list = models.ForeignKey(SavedList, on_delete=models.CASCADE, related_name="entries")
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="saved_list_entries")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("entry of a saved list")
        verbose_name_plural = _("entries of a saved list")
        ordering = ("saved_list", "position")
        constraints = [
            UniqueConstraint(
                fields=["saved_list", "practice"],
                name="saved_list_entry_once",
                violation_error_message=_("This fact sheet is already on the list."),
            ),
            UniqueConstraint(
                fields=["saved_list", "position"],
                name="saved_list_entry_position_unique",
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("Two fact sheets stand at the same position."),
            ),
            # Together with the rule above, no list is longer.
            CheckConstraint(
                name="saved_list_entry_within_the_longest_list",
                condition=Q(position__range=(1, LONGEST_LIST)),
                violation_error_message=_("A list holds at most 100 fact sheets."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.practice_id}"
