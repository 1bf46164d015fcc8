"""What lets a request in or lets it be repeated: tokens of the API, kept answers, forms of lost sessions."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import filled
from network.enums import TokenScope
from network.models.reference import Organisation


class ApiToken(models.Model):
    """A key of an organisation's own system. Only its SHA-256 is kept; `prefix` lets its owner tell it from others."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=TokenScope), verbose_name=_("allowed to"))
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            filled("token_named", "name", "prefix", "digest"),
            CheckConstraint(
                name="token_scopes_known",
                condition=Q(scopes__contained_by=TokenScope.values) & Q(scopes__len__gt=0),
                violation_error_message=_("Choose what the token may do."),
            ),
            CheckConstraint(
                name="token_expires_after_it_was_made",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("A token expires after the day it was made."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IdempotentAnswer(models.Model):
    """What was answered to a request that may be sent again; written in the transaction of its effect."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="idempotent_answers")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)  # SHA-256 over method, path and body
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            filled("idempotent_answer_named", "key", "digest"),
            UniqueConstraint(
                fields=["user", "key"],
                name="idempotent_answer_once",
                violation_error_message=_("This key has been used already."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class ParkedForm(models.Model):
    """What was typed into a form whose sender had been signed out; found again by a secret after signing in."""

    digest = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=300)
    fields = models.JSONField()
    parked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("parked form")
        verbose_name_plural = _("parked forms")
        constraints = [filled("parked_form_found_again", "digest", "path")]

    def __str__(self) -> str:
        return self.path
