"""What is deleted because nobody needs it any longer; `manage.py tidy_up` runs all of settings.TIDY_UP."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from network.models import IdempotentAnswer, OutboxMail, ParkedForm
from network.workflows.recording import recorded

SENT_MAILS = timedelta(days=30)
UNSENT_MAILS = timedelta(days=90)  # given up: the secretariat has seen them by then
PARKED_FORMS = timedelta(hours=24)
IDEMPOTENT_ANSWERS = timedelta(hours=48)


@recorded
def tidy_mails() -> int:
    """Mails some time after they were sent, or after they were written where they never could be."""
    now = timezone.now()
    sent, _sent = OutboxMail.objects.filter(sent_at__lt=now - SENT_MAILS).delete()
    unsent, _unsent = OutboxMail.objects.filter(sent_at=None, made_at__lt=now - UNSENT_MAILS).delete()
    return sent + unsent


@recorded
def tidy_parked_forms() -> int:
    """Forms whose senders did not come back."""
    return ParkedForm.objects.filter(parked_at__lt=timezone.now() - PARKED_FORMS).delete()[0]


@recorded
def tidy_idempotent_answers() -> int:
    """Answers to requests that are not sent again after so long."""
    return IdempotentAnswer.objects.filter(made_at__lt=timezone.now() - IDEMPOTENT_ANSWERS).delete()[0]


@recorded
def tidy_sessions() -> int:
    """Sessions that have ended: they open nothing any more, and say who signed in."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
