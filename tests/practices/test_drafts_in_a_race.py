"""Many people and many clicks at once, each on a connection of its own: one wins, and nobody's text is lost."""

import html
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from network.models import Organisation, OutboxMail, User
from practices.models import Draft, Submission
from tests.factories import DraftFactory, OrganisationFactory, UserFactory
from tests.practices.desk import page_of, stands, typed

AT_ONCE = 12


@pytest.fixture
def browsers(transactional_db: None) -> Iterator[Callable[[Callable[[Client, int], Any], int], list[Any]]]:
    """Does a thing many times at once, each time in another browser of the same officer."""
    city = OrganisationFactory.create(slug="city")
    officer: User = UserFactory.create(officer_of=city, officer_of__may_submit=True)
    first = Client()
    first.force_login(officer)
    session = first.cookies[settings.SESSION_COOKIE_NAME].value

    def one(act: Callable[[Client, int], Any], number: int) -> Any:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        try:
            return act(client, number)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        yield lambda act, times: list(threads.map(lambda number: one(act, number), range(times)))


@pytest.fixture
def ours(browsers: Any):
    """A complete draft of the officer's organisation."""
    return DraftFactory.create(organisation=Organisation.objects.get(slug="city"), complete=True)


def test_of_two_hundred_saves_of_one_version_one_is_kept_and_all_others_see_both_texts(browsers, ours: Draft):
    def save(client: Client, number: int) -> tuple[int, str]:
        answer = client.post(page_of(ours, "story"), typed(1, summary=f"Text number {number}."))
        return answer.status_code, html.unescape(answer.content.decode())

    answers = browsers(save, 200)
    kept = stands(ours, "story", "en")["summary"]
    ours.refresh_from_db()
    assert (Counter(status for status, _page in answers), ours.sections.get(name="story").version, ours.version) == (
        {302: 1, 409: 199},
        2,
        2,
    )
    assert [
        number
        for number, (status, page) in enumerate(answers)
        if status == 409 and not (f"Text number {number}." in page and kept in page)
    ] == []


def test_fifty_clicks_on_the_same_button_hand_in_once_and_send_one_mail(browsers, ours: Draft):
    UserFactory.create(reviewer=True)
    form = {"act": "submit", "version": "1", "note": "New.", "form_token": "t" * 22}
    answers = browsers(lambda client, _number: client.post(page_of(ours), form), 50)
    assert (
        Counter((answer.status_code, answer.headers.get("Location")) for answer in answers),
        Submission.objects.count(),
        OutboxMail.objects.count(),
    ) == ({(302, page_of(ours)): 50}, 1, 1)


def test_fifty_pages_that_hand_in_the_same_draft_hand_it_in_once(browsers, ours: Draft):
    UserFactory.create(reviewer=True)

    def submit(client: Client, number: int) -> int:
        form = {"act": "submit", "version": "1", "form_token": f"{number:022d}"}
        return client.post(page_of(ours), form).status_code

    assert (Counter(browsers(submit, 50)), Submission.objects.count(), OutboxMail.objects.count()) == (
        {302: 1, 409: 49},
        1,
        1,
    )


def test_saves_of_different_sections_do_not_disturb_each_other(browsers, ours: Draft):
    names = ["story", "place", "subject", "sources"]
    keys = ["title", "place_name", "dimension", "note"]

    def save(client: Client, number: int) -> int:
        return client.post(page_of(ours, names[number]), typed(1, **{keys[number]: "cultural"})).status_code

    assert (browsers(save, 4), Draft.objects.get(pk=ours.pk).version) == ([302] * 4, 5)
