"""Axe finds nothing on any page or error state, wide or narrow; everything can be done by keyboard."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from tests.pages.addresses import PAGES, STATUS
from tests.pages.conftest import PASSWORD, axe
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_and_nothing_is_cut_off_sideways_at_any_width(site, page: Page, address):
    answer = page.goto(site + address)
    assert answer is not None
    assert (answer.status, wrong(page)) == (STATUS.get(address, 200), [])


def test_axe_finds_nothing_in_the_gallery(site_with_debug, page: Page):
    answer = page.goto(f"{site_with_debug}/gallery/")
    assert answer is not None
    assert answer.status == 200
    assert axe(page) == []


@pytest.mark.parametrize("template", ["400.html", "500.html", "503.html"])
def test_axe_finds_nothing_on_a_page_for_when_things_go_wrong(site, page: Page, template):
    page.goto(site)
    page.set_content(render_to_string(template))
    assert axe(page) == []


def test_axe_finds_nothing_on_an_expired_form(site, page: Page):
    page.goto(f"{site}/account/sign-in/")
    page.fill("#id_login", "reader@example.org")
    page.fill("#id_password", PASSWORD)
    page.context.clear_cookies()
    page.press("#id_password", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The form has expired")
    assert axe(page) == []


def test_axe_finds_nothing_with_all_filters_open(site, page: Page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site}/practices/")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert axe(page) == []


def test_axe_finds_nothing_on_a_refused_sign_in(site, page: Page):
    page.goto(f"{site}/account/sign-in/")
    page.fill("#id_login", "nobody@example.org")
    page.fill("#id_password", "wrong")
    page.press("#id_password", "Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []


def test_axe_finds_nothing_on_the_account(site, page: Page):
    page.goto(f"{site}/account/sign-in/")
    page.fill("#id_login", "reader@example.org")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")
    assert axe(page) == []


def test_axe_finds_nothing_in_french(site, page: Page):
    page.goto(site)
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    found = axe(page)
    for address in ("/practices/", "/practices/foreigners-forum/", "/about/"):
        page.goto(site + address)
        found += axe(page)
    assert found == []


def test_the_first_stop_of_the_keyboard_skips_to_the_content(site, page: Page):
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_every_stop_of_the_keyboard_can_be_seen(site, page: Page):
    page.goto(f"{site}/practices/?country=IT")
    unseen = []
    for _stop in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const focused = document.activeElement, box = focused.getBoundingClientRect()
              return getComputedStyle(focused).outlineStyle !== 'none' && box.width > 0 && box.height > 0
            }"""
        )
        if not seen:
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert unseen == []


def test_a_reader_filters_by_keyboard_alone(site, page: Page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site}/practices/")
    page.get_by_text("Filters", exact=True).focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="Greece")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Show results").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/practices/?country=GR")
    expect(page.locator(".results-head__count")).to_have_text("1 fact sheet")
