"""What is left of the audit trail when somebody is erased."""

from collections.abc import Collection

from django.db import connection


def forget(*, user_id: int, values: Collection[str]) -> int:
    """Takes personal values out of every entry of the audit trail; that something happened, and when, stays.

    To be called last in the transaction of an erasure: the trail also notes the rows that it deletes. It reads the
    whole trail, which may take longer than a web request's statement may (`SET LOCAL statement_timeout`).

    Args:
        user_id: of the account that is erased.
        values: names, addresses and the like, whatever their capitals. One of fewer than four characters is taken out
            only where it stands as a word of its own, one of a single character nowhere.

    Returns:
        The number of entries that held any of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT network_audit_forget(%s, %s::text[])", [user_id, sorted(values)])
        erased: int = cursor.fetchone()[0]
    return erased
