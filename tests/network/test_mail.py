"""A mail is written in the transaction of what it tells, once, in its reader's language, and whole."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.template import VariableDoesNotExist
from django.utils import translation

from network.enums import OPTIONAL_MAIL, MailKind
from network.errors import InvalidRecord
from network.models import OutboxMail, User
from network.workflows import tell
from network.workflows.mail import unsubscribe_address
from tests.factories import UserFactory
from tests.network.mail_workers import until

TEXT = """\
{% load i18n %}{% translate "Sign in" %}: {{ title }}

{{ recipient_name }}: {{ title }} {{ site_url }}{% url 'network:account' %}
"""
HTML = """\
{% extends "mail/frame.html" %}{% load i18n %}
{% block content %}
<p>{{ recipient_name }}: <a href="{{ site_url }}{% url 'network:account' %}">{{ title }}</a></p>
{% endblock %}
"""


@pytest.fixture
def note(db: None, settings: Any, tmp_path: Path) -> None:
    """The templates of a mail called `note`."""
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "note.txt").write_text(TEXT)
    (folder / "note.html").write_text(HTML)
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [first | {"DIRS": [tmp_path, *first["DIRS"]]}]


@pytest.fixture
def ana(db: None) -> User:
    return UserFactory(email="ana@example.org", name="Ana")


def told(to: User | str, **changes: Any) -> OutboxMail | None:
    what: dict[str, Any] = {
        "kind": MailKind.DECISION,
        "template": "note",
        "occasion": "decided:1",
        "context": {"title": "Courses"},
    }
    return tell(to=to, **(what | changes))


def written(to: User | str, **changes: Any) -> OutboxMail:
    mail = told(to, **changes)
    assert mail is not None
    return mail


def test_it_says_what_its_templates_say(note, ana):
    mail = written(ana)
    assert (mail.address, mail.recipient, mail.kind, mail.language) == (ana.email, ana, "decision", "en")
    assert (mail.subject, mail.text) == (
        "Sign in: Courses",
        "Ana: Courses http://testserver/account/\n\n-- \nIntegration Practices\nhttp://testserver/\n",
    )


def test_its_html_says_the_same(note, ana):
    html = written(ana).html
    assert re.findall(r"<(?:title|h1)>(.*?)</", html) == ["Sign in: Courses", "Sign in: Courses"]
    assert re.findall(r'<p>Ana: <a href="(.*?)">(.*?)</a></p>', html) == [("http://testserver/account/", "Courses")]


def test_it_is_in_the_language_of_its_reader(note, ana):
    ana.language = "fr"
    mail = written(ana)
    assert (mail.language, mail.subject, re.findall('lang="(.*?)"', mail.html)) == (
        "fr",
        "Se connecter: Courses",
        ["fr"],
    )


def test_writing_it_leaves_the_language_of_the_page(note, ana):
    ana.language = "fr"
    told(ana)
    assert translation.get_language() == "en"


@pytest.mark.parametrize(
    ("given", "of_the_page", "expected"),
    [("", "fr", "fr"), ("en", "fr", "en"), ("", "en-gb", "en"), ("el", "fr", "en"), ("", "el", "en")],
)
def test_a_bare_address_reads_the_language_given_or_that_of_the_page(note, given, of_the_page, expected):
    with translation.override(of_the_page):
        assert written("guest@example.org", language=given).language == expected


def test_a_bare_address_has_no_name_and_no_account(note):
    mail = written(" guest@example.org ")
    assert (mail.address, mail.recipient, mail.text.splitlines()[0]) == (
        "guest@example.org",
        None,
        ": Courses http://testserver/account/",
    )


def test_what_somebody_typed_is_text_and_no_html(note, ana):
    mail = written(ana, context={"title": "<script>alert(1)</script> & co"})
    assert (mail.text.splitlines()[0], re.findall("<script", mail.html)) == (
        "Ana: <script>alert(1)</script> & co http://testserver/account/",
        [],
    )


@pytest.mark.parametrize("line", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1d", "\x85", "\u2028", " \0\r\n\t "])
def test_a_subject_is_one_line_whatever_was_typed(note, ana, line):
    mail = written(ana, context={"title": f"Courses{line}Bcc: all@example.org"})
    assert mail.subject.partition("Bcc")[0] in {"Sign in: Courses ", "Sign in: Courses"}
    assert mail.subject.splitlines() == [mail.subject]


def test_a_subject_is_cut_where_its_column_ends(note, ana):
    subject = written(ana, context={"title": "Ω" * 10_000}).subject
    assert subject == "Sign in: " + "Ω" * 290 + "…"


@pytest.mark.parametrize("title", ["Курсове", "Μαθήματα", "Ħajja", "a\0b"])
def test_any_script_is_kept_and_nul_is_dropped(note, ana, title):
    assert written(ana, context={"title": title}).subject == f"Sign in: {title}".replace("\0", "")


@pytest.mark.parametrize("missing", ["title", "site"])
def test_a_value_that_is_missing_is_an_error(note, ana, missing, tmp_path):
    (tmp_path / "mail" / "note.html").write_text(HTML.replace("{{ title }}", f"{{{{ {missing} }}}}"))
    with pytest.raises(VariableDoesNotExist, match=rf"A mail needs a value that it was not given: {missing}$"):
        told(ana, context={} if missing == "title" else {"title": "Courses"})
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("part", ["txt", "html"])
@pytest.mark.parametrize("kept_back", ["delete", "mails_of_none.get"])
def test_a_value_that_a_template_may_not_have_is_an_error(note, ana, part, kept_back, tmp_path):
    file = tmp_path / "mail" / f"note.{part}"
    file.write_text(file.read_text().replace("{{ title }}", f"{{{{ user.{kept_back} }}}}"))
    with pytest.raises(VariableDoesNotExist, match="A mail needs a value that it was not given"):
        told(ana, context={"title": "Courses", "user": ana})


def test_the_same_is_told_once(note, ana):
    assert [told(ana) is None for _time in range(3)] == [False, True, True]
    assert OutboxMail.objects.count() == 1


def test_another_occasion_and_another_address_are_told_too(note, ana):
    assert [bool(told(ana)), bool(told(ana, occasion="decided:2")), bool(told(UserFactory()))] == [True, True, True]


@pytest.mark.parametrize("kind", OPTIONAL_MAIL)
def test_a_kind_that_was_switched_off_is_not_written(note, ana, kind):
    ana.unwanted_mail = [kind.value]
    assert (told(ana, kind=kind), OutboxMail.objects.count()) == (None, 0)


def test_another_kind_is_still_written(note, ana):
    ana.unwanted_mail = ["comment"]
    assert told(ana, kind=MailKind.CONTACT) is not None


def test_a_duty_cannot_be_switched_off(note, ana):
    ana.unwanted_mail = ["decision"]
    assert told(ana) is not None


def test_a_closed_account_gets_nothing(note, ana):
    ana.is_active = False
    assert (told(ana), OutboxMail.objects.count()) == (None, 0)


def test_an_optional_mail_says_how_it_is_switched_off(note, ana):
    mail = written(ana, kind=MailKind.COMMENT)
    address = unsubscribe_address(ana, "comment")
    path = address.rpartition("/off/")[0]
    of_the_text = re.findall(rf"^{path}/off/.*/$", mail.text, re.MULTILINE)
    assert of_the_text == re.findall(rf'href="({path}/off/.*?)"', mail.html)
    assert "“Comments on drafts”" in mail.text


def test_a_duty_has_no_link_to_switch_it_off(note, ana):
    mail = written(ana)
    assert re.findall("/off/", mail.text + mail.html) == []


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ({"to": "nobody"}, "address"),
        ({"to": ""}, "address"),
        ({"to": "a@example.org\nBcc: b@example.org"}, "address"),
        ({"to": "a@example.org, b@example.org"}, "address"),
        ({"reply_to": "a@example.org\r\nBcc: b@example.org"}, "reply_to"),
        ({"occasion": "x" * 201}, "occasion"),
    ],
)
def test_what_is_no_address_is_refused(note, address, field):
    with pytest.raises(InvalidRecord) as refusal:
        told(**({"to": "guest@example.org"} | address))
    assert ([*refusal.value.faults], OutboxMail.objects.count()) == ([field], 0)


def test_it_goes_with_its_transaction(note, ana):
    with transaction.atomic():
        told(ana)
        transaction.set_rollback(True)
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("first_is_through", [True, False])
def test_of_two_who_tell_the_same_at_the_same_time_one_writes_it(transactional_db, note, first_is_through):
    with ThreadPoolExecutor(max_workers=1) as other:
        with transaction.atomic():
            told("guest@example.org")
            second = other.submit(told_on_a_connection_of_its_own)
            until(somebody_waits_for_this_one)
            transaction.set_rollback(not first_is_through)
        assert second.result() == OutboxMail.objects.get()


def told_on_a_connection_of_its_own() -> OutboxMail | None:
    try:
        return told("guest@example.org")
    finally:
        connection.close()


def somebody_waits_for_this_one() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND transactionid IN"
            " (SELECT transactionid FROM pg_locks WHERE granted AND pid = pg_backend_pid())"
        )
        return bool(cursor.fetchone()[0])


def test_no_address_is_logged(note, ana, caplog):
    caplog.set_level(logging.DEBUG)
    told(ana, context={"title": "canary of the title"})
    told("guest@example.org")
    mine = [record.getMessage() for record in caplog.records if record.name.startswith("network")]
    assert mine == [
        f"a mail of the kind decision was written for account {ana.pk}",
        "a mail of the kind decision was written for account None",
    ]
