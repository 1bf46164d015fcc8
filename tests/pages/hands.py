"""Ways to use a page: with a pointer, or with the keyboard alone, which reaches a thing only by tabbing to it."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

# More stops than any page has.
MOST_STOPS = 600


class Hands(Protocol):
    """What a person does to a page."""

    def press(self, thing: Locator) -> None:
        """A link or a button."""

    def write(self, thing: Locator, text: str) -> None:
        """Into a field, in the place of what stands there."""

    def tick(self, thing: Locator) -> None:
        """A box or a radio button."""

    def choose(self, thing: Locator, label: str) -> None:
        """An option of a list."""

    def unfold(self, summary: Locator) -> None:
        """What is folded away."""


class Pointer:
    """Clicks."""

    def press(self, thing: Locator) -> None:
        thing.click()

    def write(self, thing: Locator, text: str) -> None:
        thing.fill(text)

    def tick(self, thing: Locator) -> None:
        thing.check()

    def choose(self, thing: Locator, label: str) -> None:
        thing.select_option(label=label)

    def unfold(self, summary: Locator) -> None:
        summary.click()


class Keyboard:
    """Tabs, arrows, Enter and Space; the browser's focus is never put anywhere by the test."""

    def press(self, thing: Locator) -> None:
        self._reach(thing)
        thing.page.keyboard.press("Enter")

    def write(self, thing: Locator, text: str) -> None:
        page = self._reach(thing)
        page.keyboard.press("Control+a")
        page.keyboard.type(text)

    def tick(self, thing: Locator) -> None:
        if thing.get_attribute("type") == "radio":
            self._pick(thing)
        elif not thing.is_checked():
            self._reach(thing).keyboard.press("Space")
        expect(thing).to_be_checked()

    def choose(self, thing: Locator, label: str) -> None:
        page = self._reach(thing)
        for _option in range(thing.locator("option").count()):
            if thing.evaluate("select => select.selectedOptions[0].label") == label:
                return
            page.keyboard.press("ArrowDown")
        assert thing.evaluate("select => select.selectedOptions[0].label") == label

    def unfold(self, summary: Locator) -> None:
        self._reach(summary).keyboard.press("Enter")

    def _reach(self, thing: Locator) -> Page:
        """Tabs on until the thing has the focus, past the end of the page and on from its beginning if need be."""
        expect(thing).to_be_visible()
        page = thing.page
        for _stop in range(MOST_STOPS):
            if thing.evaluate("thing => thing === document.activeElement"):
                return page
            page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {thing}")

    def _pick(self, radio: Locator) -> None:
        """A group of radio buttons is one stop; arrows lead through it."""
        expect(radio).to_be_visible()
        page = radio.page
        for _stop in range(MOST_STOPS):
            if radio.evaluate("radio => document.activeElement.name === radio.name"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _button in range(20):
            if radio.is_checked():
                return
            page.keyboard.press("ArrowDown")
