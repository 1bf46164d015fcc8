"""Files of a draft in a real browser: added with what they show, seen in their section, taken out again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.desks import BEGIN, browsing, printed
from tests.practices.made_files import colours, picture

pytestmark = pytest.mark.browser
PEOPLE = f"""{BEGIN}
city = OrganisationFactory(name="Comune di Cartaccia", slug="cartaccia")
officer = UserFactory(email="officer@cartaccia.example", officer_of=city)
drafts = [DraftFactory(organisation=city).get_absolute_url() for _ in range(2)]
print(json.dumps({{"session": session(officer), "drafts": drafts}}))
"""
SHOWN = "Жени готвят, εμείς τρώμε"


@pytest.fixture(scope="module")
def made(database: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = printed(PEOPLE, database)
    return found


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def page(request: pytest.FixtureRequest, browser: Browser, site: str, made: dict[str, Any]) -> Iterator[Page]:
    """The section of a draft without a file."""
    context = browsing(browser, site, made["session"], java_script_enabled=request.param)
    page = context.new_page()
    page.goto(f"{made['drafts'].pop()}sources/")
    yield page
    context.close()


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    """A picture on the officer's disk."""
    file = tmp_path / "kitchen.png"
    file.write_bytes(picture(image=colours(800, 600)))
    return file


def add(page: Page, file: Path) -> None:
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("textbox", name="What it shows").last.fill(SHOWN)
    page.get_by_role("button", name="Save and add the file").click()


def test_a_picture_stands_in_its_section_with_what_it_shows(page: Page, kitchen: Path):
    page.locator("#id_note").fill("From the archive")
    add(page, kitchen)
    expect(page.get_by_text("kitchen.png was added.")).to_be_visible()
    expect(page.locator("#id_attachments-0-description")).to_have_value(SHOWN)
    expect(page.locator("#id_note")).to_have_value("From the archive")
    expect(page.locator(".file-shown__name")).to_contain_text("kitchen.png")
    answer = page.request.get(str(page.locator(".file-shown__image").get_attribute("src")))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    kitchen.write_bytes(b"<script>alert(1)</script>")
    add(page, kitchen)
    expect(page.locator(".ecl-notification").first).to_contain_text("The file is a web page")
    expect(page.locator(".file-shown__name")).to_have_count(1)
