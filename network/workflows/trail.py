"""What is left of the audit trail when somebody is erased."""

import json
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import CASCADE, Model

from network.models import User, text_columns


def forget(*, user_id: int, addresses: Collection[str]) -> int:
    """Takes what an erased account said of itself out of the audit trail; that something happened, and when, stays.

    Of the rows that went with the account, or had gone before, all that was written in them, and the reasons given
    when they changed. Nothing else that its owner chose is looked for elsewhere: whoever called themselves “reviewer”
    would blank out the doings of others.

    To be called last in the transaction of an erasure: the trail also notes the rows that it deletes. It reads the
    whole trail, which may take longer than a web request's statement may (`SET LOCAL statement_timeout`).

    Args:
        user_id: of the account, which is gone.
        addresses: proven to be its owner's; taken out of all entries, whatever their capitals.

    Returns:
        The number of entries that held any of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT network_audit_forget(%s, %s::jsonb, %s::text[])",
            [user_id, json.dumps(owned_tables()), sorted(addresses)],
        )
        erased: int = cursor.fetchone()[0]
    return erased


def owned_tables() -> list[dict[str, Any]]:
    """The tables whose rows go with an account, the column that says with which, and what may be written in them."""
    owned: list[tuple[type[Model], str]] = [(User, "id")]
    owned += [
        (relation.related_model, str(relation.field.column))
        for relation in User._meta.related_objects
        if getattr(relation, "on_delete", None) is CASCADE and relation.related_model is not None
    ]
    return [{"name": model._meta.db_table, "owner": owner, "columns": text_columns(model)} for model, owner in owned]
