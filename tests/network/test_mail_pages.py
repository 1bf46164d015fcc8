"""What could not be delivered is shown to the secretariat; the mail of a demo is shown to everybody, no other is."""

import re

import pytest

from network.models import OutboxMail
from network.workflows.delivery import ATTEMPTS
from tests.factories import OutboxMailFactory, UserFactory

pytestmark = pytest.mark.django_db
LOST = {"attempts": ATTEMPTS, "error": "SMTPRecipientsRefused: 550 no such user"}


@pytest.fixture
def secretariat(client):
    client.force_login(UserFactory(secretariat=True))
    return client


@pytest.fixture
def demo(settings, tmp_path):
    settings.SHOW_MAIL = True
    settings.MAIL_TRANSPORT = {"backend": "network.mail.FolderBackend", "folder": str(tmp_path)}


def subjects(page: str) -> list[str]:
    return re.findall(r'class="mails__subject">(?:<a[^>]*>)?(.*?)<', page)


def test_the_secretariat_sees_what_was_given_up_and_why(secretariat):
    OutboxMailFactory(kind="comment", address="lost@example.org", **LOST)
    OutboxMailFactory(kind="decision", attempts=ATTEMPTS - 1)
    page = secretariat.get("/account/mail/undelivered/").content.decode()
    assert (subjects(page), re.findall("<code>(.*?)</code>", page)) == (["Comments on drafts"], [LOST["error"]])
    assert re.findall(r"lost@example\.org · written on .*? · 20 attempts", page) != []


def test_the_newest_of_them_come_first(secretariat):
    for kind in ("comment", "decision", "account"):
        OutboxMailFactory(kind=kind, **LOST)
    page = secretariat.get("/account/mail/undelivered/").content.decode()
    assert subjects(page) == ["Your account", "Decisions on your fact sheets", "Comments on drafts"]


def test_the_secretariat_is_told_beside_its_own_mails(secretariat, django_assert_num_queries):
    OutboxMailFactory.create_batch(2, **LOST)
    page = secretariat.get("/account/mail/").content.decode()
    assert re.findall('href="/account/mail/undelivered/">(.*?)</a>', page) == ["2 mails could not be delivered"]


def test_what_was_given_up_is_tried_again_when_the_secretariat_says_so(secretariat):
    mail = OutboxMailFactory(**LOST)
    answer = secretariat.post(f"/account/mail/undelivered/{mail.pk}/again/", follow=True)
    assert re.findall("The mail is tried again", answer.content.decode()) == ["The mail is tried again"]
    assert OutboxMail.objects.get().attempts == 0


def test_a_mail_that_was_sent_is_not_tried_again(secretariat):
    mail = OutboxMailFactory(sent_at="2026-03-02T12:00Z", **LOST)
    assert secretariat.post(f"/account/mail/undelivered/{mail.pk}/again/").status_code == 404
    assert OutboxMail.objects.get().attempts == ATTEMPTS


@pytest.mark.parametrize("role", ["reviewer", "staff", "officer"])
def test_nobody_else_sees_what_was_given_up_or_sends_it(client, role):
    mail = OutboxMailFactory(**LOST)
    client.force_login(UserFactory(**({} if role == "officer" else {role: True})))
    page, again = "/account/mail/undelivered/", f"/account/mail/undelivered/{mail.pk}/again/"
    assert (client.get(page).status_code, client.post(again).status_code) == (403, 403)
    assert re.findall("could not be delivered", client.get("/account/mail/").content.decode()) == []
    assert OutboxMail.objects.get().attempts == ATTEMPTS


def test_a_demo_shows_its_mails_newest_first(client, demo):
    for subject in ("First", "<b>Second</b>"):
        OutboxMailFactory(subject=subject)
    page = client.get("/account/mail/sent/").content.decode()
    assert subjects(page) == ["&lt;b&gt;Second&lt;/b&gt;", "First"]


def test_a_demo_shows_the_text_of_a_mail_with_its_links(client, demo):
    mail = OutboxMailFactory(text="<script>\nhttp://testserver/a:b_-/", html="<p>Hello</p>")
    page = client.get(f"/account/mail/sent/{mail.pk}/").content.decode()
    assert re.findall(r"(?s)<pre.*?>(.*?)</pre>", page) == [
        '&lt;script&gt;\n<a href="http://testserver/a:b_-/" rel="nofollow">http://testserver/a:b_-/</a>'
    ]


def test_the_html_of_a_mail_can_do_nothing(client, demo):
    mail = OutboxMailFactory(html="<p>Hello</p>")
    answer = client.get(f"/account/mail/sent/{mail.pk}/html/")
    policy = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    assert (answer.content.decode(), answer.headers["Content-Security-Policy"]) == ("<p>Hello</p>", policy)


def test_a_mail_without_html_has_no_such_page(client, demo):
    mail = OutboxMailFactory()
    page = client.get(f"/account/mail/sent/{mail.pk}/").content.decode()
    assert (re.findall("/html/", page), client.get(f"/account/mail/sent/{mail.pk}/html/").status_code) == ([], 404)


def test_where_mail_really_goes_out_nobody_reads_it(client):
    mail = OutboxMailFactory(html="<p>Hello</p>")
    client.force_login(UserFactory(secretariat=True, is_superuser=True))
    addresses = ["/account/mail/sent/", f"/account/mail/sent/{mail.pk}/", f"/account/mail/sent/{mail.pk}/html/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


@pytest.mark.parametrize(("address", "factor"), [("/account/mail/sent/", 1), ("/account/mail/undelivered/", ATTEMPTS)])
def test_a_longer_list_asks_the_database_no_more(secretariat, demo, django_assert_max_num_queries, address, factor):
    OutboxMailFactory(attempts=factor)
    with django_assert_max_num_queries(20) as one:
        secretariat.get(address)
    OutboxMailFactory.create_batch(12, attempts=factor)
    with django_assert_max_num_queries(len(one)):
        secretariat.get(address)
