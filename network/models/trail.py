"""The audit trail, which triggers of the database write (migration 0003) and the application only reads."""

from dataclasses import dataclass
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.enums import TrailAction


@dataclass(frozen=True)
class Page:
    """Entries, the newest first, and the numbers after and before which there are more."""

    entries: "list[AuditEntry]"
    newer: int | None
    older: int | None


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Entries of the trail."""

    def page(self, *, before: int | None, after: int | None, size: int) -> Page:
        """The newest entries, or those next to the number that is given."""
        if after is not None:
            found = list(self.filter(pk__gt=after).order_by("pk")[: size + 1])
            more, entries = len(found) > size, found[:size][::-1]
            return Page(entries, entries[0].pk if more else None, entries[-1].pk if entries else None)
        older = self if before is None else self.filter(pk__lt=before)
        found = list(older.order_by("-pk")[: size + 1])
        entries = found[:size]
        newer = entries[0].pk if entries and before is not None else None
        return Page(entries, newer, entries[-1].pk if len(found) > size else None)

    def of(self, record: models.Model) -> Self:
        """What happened to the row of a record, also when it is deleted but still remembered."""
        return self.filter(table=record._meta.db_table, row=str(record.pk))

    def of_rows(self, model: type[models.Model], **owner: int) -> Self:
        """What happened to all rows of a table that were ever somebody's: `of_rows(EmailAddress, user_id=7)`."""
        entries = self.filter(table=model._meta.db_table)
        theirs = entries.filter(Q(before__contains=owner) | Q(after__contains=owner))
        return entries.filter(row__in=theirs.values("row")).order_by("id")


class AuditEntry(models.Model):
    """A change of a row: who, what, when, why.

    `actor` is the number of an account, which stays when the account is gone. `before` and `after` map columns to
    values: all of them for a row that came or went, those that differ for one that changed.
    """

    at = models.DateTimeField(_("when"))
    actor = models.BigIntegerField(_("who"), null=True)
    database_role = models.TextField()
    workflow = models.TextField(_("why"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    table = models.TextField(db_column="table_name")
    row = models.TextField(db_column="row_key")
    action = models.CharField(_("what"), max_length=6, choices=TrailAction)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["table", "row", "id"], name="audit_by_row"),
            models.Index(fields=["table", "id"], name="audit_by_table"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.table} {self.row}"


def watched_tables() -> list[str]:
    """The tables whose changes are noted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = 'network_audit_insert' AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        return [table for (table,) in cursor.fetchall()]


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table in which anything may be written: no numbers, dates and fixed choices."""
    texts = (models.CharField, models.TextField, models.JSONField, ArrayField)
    fields = (field for field in model._meta.concrete_fields if isinstance(field, texts))
    return [str(field.column) for field in fields if not getattr(field, "base_field", field).choices]
