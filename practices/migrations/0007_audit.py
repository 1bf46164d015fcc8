"""Every change of a fact sheet, draft, review and list is noted in the audit trail (network/migrations/_audit.py)."""

from typing import ClassVar

from django.db import migrations

from network.migrations._audit import watch

WORDS = ("practices_theme", "practices_aim", "practices_targetgroup", "practices_collection")
ROWS = (
    "practices_practicetext", "practices_practice_countries", "practices_practice_themes", "practices_practice_aims",
    "practices_practice_target_groups", "practices_funding", "practices_partner", "practices_indicator",
    "practices_source", "practices_assessment", "practices_savedlistentry", "practices_attachment",
    "practices_practiceattachment", "practices_coauthor", "practices_invitation", "practices_comment",
    "practices_submission", "practices_remark", "practices_publishedversion", "practices_tombstone",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("network", "0003_audit"),
        ("practices", "0006_drafts"),
    ]

    operations: ClassVar = [
        watch("practices_practice", leaving_out=["updated_at"]),
        watch("practices_savedlist", leaving_out=["updated_at"]),
        watch("practices_draft", leaving_out=["updated_at"]),
        watch("practices_draftsection", leaving_out=["edited_at"]),
        *(watch(table) for table in ROWS),
        *(watch(table, key="code") for table in WORDS),
    ]
