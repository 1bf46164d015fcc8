"""What is wrong with a page as it stands in the browser, at every width; and its pictures, if they are wanted."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page

from tests.pages.conftest import axe

WIDTHS = (1280, 768, 360, 320)
# Wide and narrow are the two layouts; axe takes half a second.
JUDGED = (1280, 360)
# The last is a check for what WCAG 2.2 AA calls reflow, not a width that anybody designs for.
PICTURED = (1280, 768, 360)


def wrong(page: Page, *, unfolded: bool = False) -> list[object]:
    """What axe finds at two widths, and at which widths the page is cut off sideways.

    Args:
        unfolded: whether to open first what is folded up.
    """
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found: list[object] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in JUDGED:
            found += axe(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
        if width in PICTURED and "PICTURES" in os.environ:
            page.screenshot(path=_next_picture(width), full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def _next_picture(width: int) -> Path:
    """Named by the test, and numbered: a test looks at several pages, or at one several times."""
    test = re.sub(r"[^\w.]+", "-", os.environ["PYTEST_CURRENT_TEST"].partition("::")[2].removesuffix(" (call)"))
    folder = Path(os.environ["PICTURES"])
    folder.mkdir(parents=True, exist_ok=True)
    before = len(list(folder.glob(f"{test[:100]}-*-{width}.png")))
    return folder / f"{test[:100]}-{before + 1:02}-{width}.png"
