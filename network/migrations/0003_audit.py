"""The audit trail is written from here on, by triggers of _audit.py."""

from typing import ClassVar

from django.db import migrations, models

from network.migrations import _audit
from network.migrations._audit import watch


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("network", "0002_people"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["table", "id"], name="audit_by_table"),
        ),
        migrations.RunSQL([_audit.NOTING, _audit.STANDING, _audit.FORGETTING], _audit.UNDO),
        watch("network_user", hiding=["password"], leaving_out=["last_login"]),
        watch("network_user_groups"),
        watch("network_user_user_permissions"),
        watch("auth_group"),
        watch("auth_group_permissions"),
        watch("account_emailaddress"),
        watch("account_emailconfirmation", hiding=["key"]),
        watch("mfa_authenticator", hiding=["data"], leaving_out=["last_used_at"]),
        watch("socialaccount_socialaccount", hiding=["extra_data"], leaving_out=["last_login"]),
        watch("socialaccount_socialapp", hiding=["secret", "settings"]),
        watch("socialaccount_socialtoken", hiding=["token", "token_secret"]),
        watch("network_rolegrant"),
        watch("network_affiliation"),
        watch("network_consent"),
        watch("network_apitoken", hiding=["digest"], leaving_out=["last_used_on"]),
        watch("network_organisation", leaving_out=["updated_at"]),
        watch("network_country", key="code"),
    ]
