"""Mails know whose names they may say."""

from typing import ClassVar

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("network", "0004_former_slugs")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="outboxmail",
            name="about",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
    ]
