"""No mail is lost or sent twice, whichever worker is stopped, killed or cut off, at whichever step."""

import signal

import pytest
from django.db import connection

from network.models import OutboxMail
from tests.factories import OutboxMailFactory, UserFactory
from tests.network.mail_workers import Start, kill, others, send_once, smtp, start, until
from tests.smtp_server import SmtpServer

__all__ = ["smtp", "start"]  # pytest finds the fixtures here


def mail(**fields: object) -> OutboxMail:
    return OutboxMailFactory(**fields)


def sent() -> int:
    return OutboxMail.objects.filter(sent_at__isnull=False).count()


def test_a_worker_sends_what_is_written_while_it_runs(smtp: SmtpServer, start: Start):
    start()
    until(lambda: others() == 1)
    mail(subject="First")
    until(lambda: sent() == 1)
    mail(subject="Second")
    until(lambda: sent() == 2)
    assert [each["Subject"] for each in smtp.mails] == ["First", "Second"]


def test_killed_before_it_took_a_mail_it_takes_none_along(smtp: SmtpServer, start: Start):
    worker = start()
    until(lambda: others() == 1)
    kill(worker)
    mail()
    send_once()
    assert (len(smtp.mails), sent()) == (1, 1)


def test_killed_with_a_mail_in_hand_it_leaves_it_to_the_next(smtp: SmtpServer, start: Start):
    mail()
    held = smtp.hold("greeting")
    worker = start()
    held.wait_until_reached()
    kill(worker)
    held.let_go()
    assert (smtp.mails, sent()) == ([], 0)
    send_once()
    assert (len(smtp.mails), sent()) == (1, 1)


@pytest.mark.parametrize("step", ["taken", "goodbye"])
def test_killed_before_it_could_note_that_it_sent_a_mail_the_mail_is_sent_again_as_the_same(
    smtp: SmtpServer, start: Start, step
):
    mail()
    held = smtp.hold(step)
    worker = start()
    held.wait_until_reached()
    kill(worker)
    held.let_go()
    assert (len(smtp.mails), sent()) == (1, 0)
    send_once()
    first, second = smtp.mails
    assert (second["Message-ID"], second["Date"], sent()) == (first["Message-ID"], first["Date"], 1)


def test_killed_after_it_noted_that_it_sent_a_mail_the_mail_is_not_sent_again(smtp: SmtpServer, start: Start):
    mail()
    worker = start()
    until(lambda: sent() == 1)
    kill(worker)
    send_once()
    assert len(smtp.mails) == 1


def test_a_mail_in_hand_does_not_keep_the_others_waiting(smtp: SmtpServer, start: Start):
    for subject in ("Slow", "Quick"):
        mail(subject=subject)
    held = smtp.hold("greeting")
    start()
    held.wait_until_reached()
    send_once()
    assert [each["Subject"] for each in smtp.mails] == ["Quick"]
    held.let_go()
    until(lambda: sent() == 2)
    assert [each["Subject"] for each in smtp.mails] == ["Quick", "Slow"]


def test_four_workers_send_two_hundred_mails_once_each(smtp: SmtpServer, start: Start):
    reader = UserFactory()
    OutboxMailFactory.create_batch(200, recipient=reader)
    workers = [start("--once") for _worker in range(4)]
    assert [worker.wait() for worker in workers] == [0, 0, 0, 0]
    assert (len(smtp.ids), len(set(smtp.ids)), sent()) == (200, 200, 200)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_after_the_mail_in_hand(smtp: SmtpServer, start: Start, number):
    mail(subject="In hand")
    mail(subject="Next")
    held = smtp.hold("taken")
    worker = start()
    held.wait_until_reached()
    worker.send_signal(number)
    held.let_go()
    assert (worker.wait(), [each["Subject"] for each in smtp.mails], sent()) == (0, ["In hand"], 1)


def test_cut_off_from_the_database_it_comes_back(smtp: SmtpServer, start: Start):
    mail()
    held = smtp.hold("taken")
    start()
    held.wait_until_reached()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    held.let_go()
    until(lambda: sent() == 1)
    assert (len(smtp.ids), len(set(smtp.ids))) == (2, 1)


def test_no_address_reaches_the_log(smtp: SmtpServer, start: Start):
    smtp.refusal = "550 no such user here:"
    refused = mail(address="canary@example.org", subject="A canary's subject", text="A canary's text")
    worker = start("--once", LOG_LEVEL="DEBUG")
    said = worker.communicate()[1]
    assert (worker.returncode, said.lower().count("canary"), said.count(f"mail {refused.pk} could not be sent")) == (
        0,
        0,
        1,
    )
