"""Axe finds nothing on the pages that say no, and none is cut off sideways."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page

from network.typed import Typed
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser
TYPED = Typed(
    {"title": ["Γλώσσα και εργασία"], "note": ["One line\r\nand another", "x" * 400], "empty": [""]},
    "/practices/",
    has_files=True,
    has_secrets=True,
)
FAULTS = {"title": ["Give a title."], "a_name_of_a_field_that_goes_on_and_on_without_any_end": ["Too long."]}
PAGES = {
    "403.html": {"exception": "This page is for: Reviewer.", "typed": TYPED},
    "403_csrf.html": {"typed": TYPED},
    "404.html": {"typed": TYPED},
    "429.html": {"typed": TYPED, "minutes": 30},
    "503.html": {"typed": TYPED},
    "refused.html": {"heading": "Too large", "detail": "Send less.", "errors": FAULTS, "typed": TYPED},
    "send_again.html": {"typed": TYPED},
    "signed_out.html": {"typed": TYPED, "sign_in": "/account/sign-in/"},
}


@pytest.mark.parametrize(("template", "shown"), PAGES.items(), ids=PAGES)
def test_axe_finds_nothing_and_nothing_is_cut_off(site, page: Page, template, shown):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    page.goto(site)
    page.set_content(render_to_string(template, shown, request))
    assert wrong(page) == []
