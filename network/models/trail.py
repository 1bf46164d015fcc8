"""The audit trail, which triggers of the database write (migration 0003) and the application only reads."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.enums import TrailAction


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Entries of the trail."""

    def of(self, record: models.Model) -> Self:
        """What happened to the row of a record, also when it is deleted but still remembered."""
        return self.filter(table=record._meta.db_table, row=str(record.pk))


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
