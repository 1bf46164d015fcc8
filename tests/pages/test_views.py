import pytest
from playwright.sync_api import Page

from tests.pages.conftest import axe

pytestmark = pytest.mark.browser


def test_shots(site, page: Page):
    import os

    only = os.environ.get("SHOTS", "").split()
    for name, address in {
        "list": "/practices/",
        "map": "/practices/?view=map",
        "map4": "/practices/?view=map&zoom=4&centre=356,480&country=IT&country=BE",
        "table": "/practices/?view=table",
        "timeline": "/practices/?view=timeline",
        "mapempty": "/practices/?country=IT&theme=sport&view=map",
    }.items():
        if only and name not in only:
            continue
        for width in (1280, 768, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(site + address)
            page.screenshot(path=f"/tmp/mapwork/{name}-{width}.png", full_page=True)
            page.evaluate("document.querySelector('.views').scrollIntoView()")
            page.screenshot(path=f"/tmp/mapwork/{name}-{width}-v.png")
            w = page.evaluate("document.documentElement.scrollWidth")
            if w > width:
                print("WIDE", name, width, w)
            found = axe(page)
            if found:
                print(name, width, found)
    page.goto(site + "/practices/?view=map")
    print(len(page.content()))
