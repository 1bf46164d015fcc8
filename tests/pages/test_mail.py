"""The pages of mail, wide and narrow: which mails one gets, what could not be delivered, what a demo sent."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import PASSWORD, PROJECT, _serving
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser
READER, SECRETARIAT = "mail-reader@example.org", "mail-secretariat@example.org"
# The places of the mails among those of this module, which begin with the newest.
SUBMISSION, COMMENT = 1, 2
LONG = "https://example.org/" + "a" * 300
# Two accounts, four mails to the reader, the last of which could not be delivered.
MAILS = f"""
import django; django.setup()
from django.utils import timezone
from network.enums import MailKind, Role
from network.models import OutboxMail, RoleGrant, User
from network.workflows import open_account, tell
from network.workflows.delivery import ATTEMPTS
reader, secretariat = (open_account(email=email, password={PASSWORD!r}, by=None) for email in {(READER, SECRETARIAT)})
RoleGrant.objects.create(user=secretariat, role=Role.SECRETARIAT)
for kind in (MailKind.ACCOUNT, MailKind.COMMENT, MailKind.SUBMISSION, MailKind.DECISION):
    tell(to=reader, kind=kind, template="trial", occasion=kind.value, context={{}})
lost = OutboxMail.objects.filter(occasion="decision")
lost.update(attempts=ATTEMPTS, error="SMTPRecipientsRefused: 550 no such user, see {LONG}")
"""


@pytest.fixture(scope="module")
def demo(database: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that shows the mail that it sent."""
    folder: Path = tmp_path_factory.mktemp("mail")
    variables = database | {"SHOW_MAIL": "1", "MAIL_URL": folder.as_uri()}
    with _serving(variables) as address:
        for command in (["-c", MAILS], ["manage.py", "send_mail", "--once"]):
            subprocess.run([sys.executable, *command], cwd=PROJECT, env=variables | {"SITE_URL": address}, check=True)
        yield address


def open_as(page: Page, email: str, address: str) -> None:
    page.goto(address)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page).to_have_url(address)


def open_unsubscribing(page: Page, demo: str, place: int) -> None:
    """Follows the link in the text of a mail."""
    page.goto(f"{demo}/account/mail/sent/")
    page.locator(".mails__subject a", has_text="Mail arrives").nth(place).click()
    page.get_by_role("link", name="/mail/off/").click()
    heading(page, "Switch off mails")


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_a_kind_of_mail_is_switched_off_by_keyboard_alone(demo, page: Page):
    open_as(page, READER, f"{demo}/account/mail/")
    assert wrong(page) == []
    box = page.get_by_role("checkbox", name="Messages from readers")
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your choice of mails was saved.")).to_be_visible()
    expect(box).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Colleagues who ask to join")).to_be_checked()
    assert wrong(page) == []


def test_a_demo_shows_what_it_sent(demo, page: Page):
    page.goto(f"{demo}/account/mail/sent/")
    heading(page, "Mail of this demo")
    expect(page.locator(".mails__subject", has_text="Mail arrives")).to_have_count(4)
    assert wrong(page) == []
    page.locator(".mails__subject a", has_text="Mail arrives").nth(1).click()
    heading(page, "Mail arrives")
    assert wrong(page) == []
    page.get_by_role("link", name="The same mail as HTML").click()
    heading(page, "Mail arrives")
    expect(page.get_by_role("link", name="Switch off mails of this kind")).to_be_visible()


def test_a_mail_is_switched_off_from_its_text_without_scripts_and_without_signing_in(demo, browser):
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        page = context.new_page()
        open_unsubscribing(page, demo, SUBMISSION)
        page.get_by_role("button", name="Switch them off").click()
        expect(
            page.get_by_text("You get no mails of the kind “Fact sheets that were handed in” any more.")
        ).to_be_visible()


def test_axe_finds_nothing_where_a_mail_is_switched_off(demo, page: Page):
    open_unsubscribing(page, demo, COMMENT)
    assert wrong(page) == []
    page.get_by_role("button", name="Switch them off").click()
    expect(page.get_by_text("You get no mails of the kind “Comments on drafts” any more.")).to_be_visible()
    assert wrong(page) == []


def test_the_secretariat_sees_what_could_not_be_delivered_and_tries_again(demo, page: Page):
    open_as(page, SECRETARIAT, f"{demo}/account/mail/")
    page.get_by_role("link", name="1 mail could not be delivered").click()
    heading(page, "Mails that could not be delivered")
    assert wrong(page) == []
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("The mail is tried again.")).to_be_visible()
    expect(page.get_by_text("No mail was given up.")).to_be_visible()
    assert wrong(page) == []
