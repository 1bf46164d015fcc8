"""What proposed organisations were called in addresses before they were merged or declined."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from network.migrations._audit import watch


class Migration(migrations.Migration):
    dependencies: ClassVar = [("network", "0003_audit")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "slug",
                    models.SlugField(max_length=120, primary_key=True, serialize=False, verbose_name="slug"),
                ),
                ("name", models.CharField(max_length=250, verbose_name="name")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="former_slugs",
                        to="network.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "former slug",
                "verbose_name_plural": "former slugs",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), ("name", ""), _connector="OR", _negated=True),
                        name="former_slug_named",
                        violation_error_message="This may not be empty.",
                    )
                ],
            },
        ),
        watch("network_formerslug", key="slug"),
    ]
