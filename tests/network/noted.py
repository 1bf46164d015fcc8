"""What the audit trail holds, for tests to compare."""

from typing import Any

from network.models import AuditEntry


def noted(*, since: int = 0) -> list[tuple[str, str, str, Any, Any]]:
    """Action, table, row, before and after of the entries after that number, in their order."""
    entries = AuditEntry.objects.filter(id__gt=since).order_by("id")
    return [(entry.action, entry.table, entry.row, entry.before, entry.after) for entry in entries]


def now() -> int:
    """The number of the latest entry."""
    return AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
