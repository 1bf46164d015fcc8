"""What a mail server gets: the whole mail with its headers; and what happens when it refuses."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from config.mail import transport
from network.enums import MailKind
from network.models import OutboxMail
from network.workflows.delivery import ATTEMPTS
from tests.factories import OutboxMailFactory, UserFactory
from tests.smtp_server import SmtpServer, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings: Any) -> Iterator[SmtpServer]:
    with serving() as server:
        settings.MAIL_TRANSPORT = transport(server.address)
        yield server


def send() -> None:
    call_command("send_mail", once=True)


def stored(mail: OutboxMail) -> OutboxMail:
    return OutboxMail.objects.get(pk=mail.pk)


def test_it_has_its_text_and_its_html(smtp):
    OutboxMailFactory(address="ana@example.org", subject="Привіт, Ωμέγα", text="Ħajja\n.\nend", html="<p>Ħajja</p>")
    send()
    (mail,) = smtp.mails
    text, html = mail.iter_parts()
    assert (mail["To"], mail["Subject"], mail.get_content_type()) == (
        "ana@example.org",
        "Привіт, Ωμέγα",
        "multipart/alternative",
    )
    assert (text.get_content_type(), text.get_content().splitlines()) == ("text/plain", ["Ħajja", ".", "end"])
    assert (html.get_content_type(), html.get_content()) == ("text/html", "<p>Ħajja</p>")


def test_its_headers_say_who_wrote_it_and_when_and_that_no_person_did(smtp, settings):
    settings.DEFAULT_FROM_EMAIL = "site@example.eu"
    written = OutboxMailFactory(reply_to="reader@example.org", language="fr")
    send()
    (mail,) = smtp.mails
    assert {name: mail[name] for name in ("From", "Reply-To", "Auto-Submitted", "Content-Language")} == {
        "From": "Pratiques d\N{RIGHT SINGLE QUOTATION MARK}intégration <site@example.eu>",
        "Reply-To": "reader@example.org",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fr",
    }
    assert mail["Date"].datetime == written.made_at.replace(microsecond=0)


def test_its_id_is_its_own_and_stays(smtp):
    first, second = OutboxMailFactory(), OutboxMailFactory()
    send()
    OutboxMail.objects.update(sent_at=None)
    send()
    expected = [f"<{mail.pk}.{mail.made_at:%Y%m%d%H%M%S%f}@testserver>" for mail in (first, second)]
    assert smtp.ids == expected * 2


def test_mail_that_is_no_duty_is_switched_off_by_the_mail_program_alone(smtp):
    reader = UserFactory()
    OutboxMailFactory(recipient=reader, kind="comment")
    send()
    (mail,) = smtp.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (address,) = re.findall(r"^<http://testserver(/.*)>$", mail["List-Unsubscribe"].strip())
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    reader.refresh_from_db()
    assert (answer.status_code, reader.unwanted_mail) == (200, ["comment"])


@pytest.mark.parametrize("kind", [MailKind.ACCOUNT, MailKind.DECISION])
def test_a_duty_has_no_header_to_switch_it_off(smtp, kind):
    OutboxMailFactory(kind=kind)
    send()
    assert [name for name in smtp.mails[0] if name.startswith("List-")] == []


def test_mail_to_a_bare_address_has_no_header_to_switch_it_off(smtp):
    OutboxMailFactory(kind="contact", recipient=None, address="guest@example.org")
    send()
    assert [name for name in smtp.mails[0] if name.startswith("List-")] == []


def test_mail_goes_out_in_the_order_in_which_it_is_due(smtp):
    now = timezone.now()
    for minutes in (3, 5, 1, 4):
        OutboxMailFactory(subject=f"{minutes} minutes ago", due_at=now - dt.timedelta(minutes=minutes))
    OutboxMailFactory(subject="not yet", due_at=now + dt.timedelta(minutes=1))
    send()
    assert [mail["Subject"][0] for mail in smtp.mails] == ["5", "4", "3", "1"]


def test_a_refused_mail_is_tried_again_later_and_the_next_one_goes_out(smtp):
    smtp.refusal = "451 try later:"
    first = OutboxMailFactory()
    send()
    smtp.refusal = ""
    OutboxMailFactory(subject="Next")
    send()
    mail = stored(first)
    assert ([each["Subject"] for each in smtp.mails], mail.attempts, mail.sent_at) == (["Next"], 1, None)
    assert re.findall("^SMTPRecipientsRefused: .*try later", mail.error) != []


def test_a_talkative_server_is_cut_short(smtp):
    smtp.refusal = "451 " + "later " * 1_000
    mail = OutboxMailFactory()
    send()
    assert (len(stored(mail).error), stored(mail).attempts) == (1_000, 1)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 2), (2, 4), (7, 128), (8, 256), (9, 360), (ATTEMPTS - 1, 360)]
)
def test_each_pause_is_longer_up_to_six_hours(smtp, attempts, minutes):
    smtp.refusal = "451 try later:"
    mail = OutboxMailFactory(attempts=attempts)
    before = timezone.now()
    send()
    pause = dt.timedelta(minutes=minutes)
    assert before + pause <= stored(mail).due_at <= timezone.now() + pause


def test_after_so_many_attempts_it_is_given_up(smtp):
    mail = OutboxMailFactory(attempts=ATTEMPTS)
    send()
    assert (smtp.mails, stored(mail).sent_at) == ([], None)


def test_a_server_that_is_not_there_is_a_failure_like_any_other(settings):
    with serving() as gone:
        address = gone.address
    settings.MAIL_TRANSPORT = transport(address)
    mail = OutboxMailFactory()
    send()
    assert (stored(mail).attempts, stored(mail).error) == (1, "ConnectionRefusedError: [Errno 111] Connection refused")


def test_a_mail_that_cannot_be_put_together_does_not_keep_the_others_waiting(smtp):
    broken = OutboxMailFactory(address="ana@example.org\nBcc: all@example.org")
    OutboxMailFactory()
    send()
    assert (len(smtp.mails), stored(broken).attempts) == (1, 1)


def test_what_somebody_typed_never_begins_another_header(smtp):
    broken = OutboxMailFactory(subject="Courses\nBcc: all@example.org")
    send()
    assert (smtp.mails, stored(broken).error.partition(":")[0]) == ([], "BadHeaderError")


def test_a_trial_mail_shows_whether_mail_arrives(smtp):
    call_command("send_mail", once=True, trial="operator@example.eu")
    call_command("send_mail", once=True, trial="operator@example.eu")
    assert [(mail["To"], mail["Subject"]) for mail in smtp.mails] == [("operator@example.eu", "Mail arrives")] * 2


def test_a_trial_mail_to_no_address_is_refused():
    with pytest.raises(CommandError, match=r"^address: Enter a valid email address\.$"):
        call_command("send_mail", trial="operator")


def test_mail_may_be_kept_in_files_instead(settings, tmp_path):
    settings.MAIL_TRANSPORT = transport((tmp_path / "mail of the site").as_uri())
    mail = OutboxMailFactory(subject="Courses")
    send()
    OutboxMail.objects.update(sent_at=None)
    send()
    (file,) = (tmp_path / "mail of the site").iterdir()
    assert file.name == f"{mail.pk}.{mail.made_at:%Y%m%d%H%M%S%f}@testserver.eml"
    assert "Subject: Courses\n" in file.read_text()
