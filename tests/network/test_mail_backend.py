"""Whatever is sent by django.core.mail, as libraries do, waits in the outbox too."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone, translation

from network.errors import InvalidRecord
from network.models import OutboxMail
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _outbox(db: None, settings) -> None:
    """The backend of the site, in the place of the one that pytest-django puts there."""
    settings.EMAIL_BACKEND = "network.mail.OutboxBackend"


def test_a_mail_of_a_library_waits_in_the_outbox():
    ana = UserFactory(email="ana@example.org")
    with translation.override("fr"):
        sent = send_mail("Confirm", "Please", None, ["ANA@example.org"], html_message="<p>Please</p>")
    mail = OutboxMail.objects.get()
    assert sent == 1
    assert (mail.kind, mail.recipient, mail.address, mail.language) == ("account", ana, "ANA@example.org", "fr")
    assert (mail.subject, mail.text, mail.html) == ("Confirm", "Please", "<p>Please</p>")
    assert (mail.due_at <= timezone.now(), mail.sent_at) == (True, None)


def test_it_goes_with_its_transaction():
    with transaction.atomic():
        send_mail("Confirm", "Please", None, ["ana@example.org"])
        transaction.set_rollback(True)
    assert OutboxMail.objects.count() == 0


def test_the_same_may_be_asked_for_twice():
    for _time in range(2):
        send_mail("Confirm", "Please", None, ["ana@example.org"])
    assert OutboxMail.objects.count() == 2


def test_each_recipient_gets_a_mail_of_their_own():
    EmailMessage("Hello", "All", to=["a@example.org"], cc=["b@example.org"], bcc=["c@example.org"]).send()
    assert sorted(OutboxMail.objects.values_list("address", flat=True)) == [
        "a@example.org",
        "b@example.org",
        "c@example.org",
    ]


def test_whom_to_answer_is_kept():
    EmailMessage("Hello", "All", to=["a@example.org"], reply_to=["b@example.org"]).send()
    assert OutboxMail.objects.get().reply_to == "b@example.org"


def test_a_mail_in_html_alone_gets_a_text():
    message = EmailMultiAlternatives("Hello", "<p>Good <b>morning</b></p>", to=["a@example.org"])
    message.content_subtype = "html"
    message.send()
    mail = OutboxMail.objects.get()
    assert (mail.text, mail.html) == ("Good morning", "<p>Good <b>morning</b></p>")


def test_a_subject_is_one_line():
    send_mail("Confirm\r\nBcc: all@example.org", "Please", None, ["ana@example.org"])
    assert OutboxMail.objects.get().subject == "Confirm Bcc: all@example.org"


def test_an_address_that_is_none_is_refused():
    with pytest.raises(InvalidRecord) as refusal:
        send_mail("Confirm", "Please", None, ["a@example.org\nBcc: b@example.org"])
    assert refusal.value.faults == {"address": ["Enter a valid email address."]}


def test_an_attachment_is_refused():
    message = EmailMessage("Hello", "All", to=["a@example.org"], attachments=[("a.txt", "text", "text/plain")])
    with pytest.raises(ValueError, match=r"^The outbox takes no attachments: send a link\.$"):
        message.send()
    assert OutboxMail.objects.count() == 0
