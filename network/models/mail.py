"""Mail that waits to be sent: written in the transaction that it tells of, sent by a worker."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from network.enums import MailKind, SiteLanguage


class OutboxMail(models.Model):
    """A mail, as it will be read; `occasion` tells what it is about, and nobody is told the same twice.

    `about` holds the numbers of the accounts whose names it may say: an erasure takes a name out of these mails alone.
    """

    occasion = models.CharField(max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=MailKind)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    address = models.EmailField(_("to"))
    reply_to = models.EmailField(_("reply to"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=SiteLanguage)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    about = ArrayField(models.BigIntegerField(), default=list, blank=True)
    made_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(_("to be sent from"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            known("mail_kind_known", "kind", MailKind),
            known("mail_language_known", "language", SiteLanguage),
            filled("mail_complete", "occasion", "address", "subject"),
            UniqueConstraint(
                fields=["occasion", "address"],
                name="mail_told_once",
                violation_error_message=_("This mail has been written already."),
            ),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="mail_waiting", condition=Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
