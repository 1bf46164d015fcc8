"""What `manage.py check --deploy` says about the database."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import DatabaseError

from network.database_rights import current_role, ways_to_change_the_trail


@checks.register(checks.Tags.security, deploy=True)
def audit_trail_stands(**_options: Any) -> Sequence[checks.CheckMessage]:
    """Whether the role that serves the site could change the audit trail; silent where there is no database yet."""
    try:
        role = current_role()
        ways = ways_to_change_the_trail(role)
    except DatabaseError:
        return []
    if not ways:
        return []
    return [
        checks.Warning(
            f"The role “{role}” of DATABASE_URL could change the audit trail: {'; '.join(ways)}.",
            hint="Name a role of its own in DATABASE_URL and the owner in OWNER_DATABASE_URL (docs/deploy.md).",
            id="network.W001",
        )
    ]
