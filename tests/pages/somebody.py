"""A person with a browser of their own, who reads mail."""

import contextlib
import re

import psycopg2
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.pages.conftest import DATABASE, PASSWORD, _dsn
from tests.pages.hands import Hands


class Somebody:
    """A person with a browser of their own."""

    def __init__(self, context: BrowserContext, hands: Hands, email: str) -> None:
        self.context = context
        self.hands = hands
        self.email = email
        self.page: Page = context.new_page()

    def goes(self, address: str) -> None:
        self.page.goto(address)

    def follows(self, name: str, *, exact: bool = False) -> None:
        self.hands.press(self.page.get_by_role("link", name=name, exact=exact).first)

    def pushes(self, name: str, *, exact: bool = False) -> None:
        self.hands.press(self.page.get_by_role("button", name=name, exact=exact).first)

    def writes(self, label: str, text: str) -> None:
        self.hands.write(self.field(label), text)

    def field(self, label: str) -> Locator:
        """By its label, which also says whether it is needed."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s+needed)?\s*$")).first

    def ticks(self, name: str, kind: str = "checkbox") -> None:
        box = self.page.get_by_role("radio" if kind == "radio" else "checkbox", name=name, exact=True)
        self.hands.tick(box.first)

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Waits until it stands on the page."""
        expect(self.page.get_by_role("main").get_by_text(text).first).to_be_visible()

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def signs_in(self) -> None:
        self.goes("/account/sign-in/")
        self.enters()

    def enters(self) -> None:
        self.writes("E-mail address", self.email)
        self.writes("Password", PASSWORD)
        self.pushes("Sign in", exact=True)
        expect(self.page.get_by_role("link", name="My account").first).to_be_visible()

    def is_forgotten_by_the_site(self) -> None:
        """The session ends; the page stays as it is."""
        self.context.clear_cookies(name="session")


def mailed_link(email: str, path: str) -> str:
    """The path of the last link to such pages that was mailed to an address."""
    with contextlib.closing(psycopg2.connect(_dsn(DATABASE))) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT text FROM network_outboxmail WHERE address = %s ORDER BY id DESC", [email])
        found = [link for (text,) in cursor.fetchall() for link in re.findall(rf"http://[^/\s]+({path}\S+)", text)]
    assert found
    return str(found[0])
