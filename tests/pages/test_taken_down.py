"""What is left of a fact sheet that was taken off the site, as the secretariat and a reviewer see it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.pages.desks import BEGIN, browsing, printed
from tests.pages.soundness import wrong

pytestmark = pytest.mark.browser

# One that its organiser wrote again and handed in.
SCRIPT = (
    BEGIN
    + """
from practices.models import Practice
from practices.workflows import begin_again, save_section, submit_draft
from practices.writing.typed import content_of
practice = Practice.objects.for_fact_sheet().get(slug="bee-my-job")
gone = TombstoneFactory.create(slug="taken-off", reason="Its figures were those of another city. " + "Δοκιμή" * 30)
PublishedVersionFactory.create(
    fact_sheet_id=gone.fact_sheet_id, slug=gone.slug, collection=practice.collection, external_id="taken-off",
    content=content_of(practice).model_dump(mode="json"), submission=None,
)
ana = UserFactory.create(officer_of=practice.organiser)
draft = begin_again(tombstone=gone, by=ana)
save_section(
    draft=draft, name="story", language="en", data={"title": "Neighbours cook"}, expected_version=1, by=ana
)
draft.refresh_from_db()
submission = submit_draft(draft=draft, expected_version=draft.version, by=ana)
sam, rita = UserFactory.create(secretariat=True), UserFactory.create(reviewer=True)
print(json.dumps({"sam": session(sam), "rita": session(rita), "submission": submission.pk}))
"""
)


@pytest.fixture(scope="module")
def there(database: dict[str, str]) -> Any:
    return printed(SCRIPT, database)


def test_what_is_left_is_deleted_from_the_page_that_says_it_is_gone(browser: Browser, site: str, there: Any):
    page = browsing(browser, site, there["sam"]).new_page()
    page.goto("/practices/taken-off/")
    found = [wrong(page)]
    page.get_by_role("link", name="Delete them for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete for good")
    found.append(wrong(page))
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    found.append(wrong(page))
    assert found == [[], [], []]
    page.context.close()


def test_the_page_of_a_review_that_would_bring_it_back_says_so(browser: Browser, site: str, there: Any):
    page = browsing(browser, site, there["rita"]).new_page()
    page.goto(f"/practices/review/{there['submission']}/")
    expect(page.locator("#taken-down")).to_contain_text("Its figures were those of another city.")
    assert wrong(page) == []
    page.context.close()
