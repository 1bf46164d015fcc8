"""What is kept of a form whose sender had been signed out, for how long, and who finds it."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from network.errors import NotParked
from network.models import ParkedForm
from network.workflows.parking import MOST_BYTES, MOST_FORMS, park, parked, take_off
from tests.factories import ParkedFormFactory

pytestmark = pytest.mark.django_db
HERE, ME = "/drafts/7/", "the key of my browser"
TYPED = {"title": ["Γλώσσα και εργασία"], "themes": ["housing", "health"], "note": ["Ħaż-Żebbuġ\r\n<script>"]}


def kept(token: str, path: str = HERE, browser: str = ME) -> dict[str, list[str]] | None:
    return parked(token=token, path=path, browser=browser)


def days_pass(hours: float) -> None:
    ParkedForm.objects.update(parked_at=timezone.now() - dt.timedelta(hours=hours))


def test_what_was_typed_is_found_again():
    assert kept(park(path=HERE, fields=TYPED, browser=ME)) == TYPED


def test_v11_5_1_only_a_hash_of_the_secret_is_stored():
    token = park(path=HERE, fields=TYPED, browser=ME)
    digest = ParkedForm.objects.get().digest
    assert (len(token), digest) == (43, hashlib.sha256(f"{token} {ME}".encode()).hexdigest())


@pytest.mark.parametrize(
    "wrong",
    [{"path": "/drafts/8/"}, {"browser": "another"}, {"browser": ""}, {"token": "guessed"}, {"token": "\ud800\x00"}],
    ids=["another-path", "another-browser", "no-browser", "another-token", "no-text"],
)
def test_nobody_finds_it_without_all_that_belongs_to_it(wrong):
    token = park(path=HERE, fields=TYPED, browser=ME)
    assert parked(**{"token": token, "path": HERE, "browser": ME} | wrong) is None


def test_it_is_found_for_a_day():
    token = park(path=HERE, fields=TYPED, browser=ME)
    days_pass(23.9)
    assert kept(token) == TYPED
    days_pass(24.1)
    assert kept(token) is None


def test_what_nobody_came_back_for_goes_when_the_next_comes():
    park(path=HERE, fields=TYPED, browser=ME)
    days_pass(24.1)
    token = park(path=HERE, fields={"title": ["new"]}, browser=ME)
    assert [form.fields for form in ParkedForm.objects.all()] == [kept(token)]


def test_what_was_saved_is_taken_off():
    token, other = (park(path=HERE, fields=TYPED, browser=ME) for _form in range(2))
    take_off(token=token, browser=ME)
    assert (kept(token), kept(other)) == (None, TYPED)


def test_another_browser_takes_nothing_off():
    token = park(path=HERE, fields=TYPED, browser=ME)
    take_off(token=token, browser="another")
    assert kept(token) == TYPED


def test_nul_which_postgresql_refuses_is_left_out():
    assert kept(park(path=HERE, fields={"a\x00b": ["c\x00d"]}, browser=ME)) == {"ab": ["cd"]}


def test_v2_4_1_there_is_an_end_to_what_one_form_may_hold():
    room = MOST_BYTES - len('{"text": [""]}')
    assert kept(park(path=HERE, fields={"text": ["x" * room]}, browser=ME)) is not None
    with pytest.raises(NotParked):
        park(path=HERE, fields={"text": ["x" * (room + 1)]}, browser=ME)


def test_letters_of_several_bytes_count_as_many():
    with pytest.raises(NotParked):
        park(path=HERE, fields={"text": ["Я" * (MOST_BYTES // 2)]}, browser=ME)


def test_a_path_too_long_to_be_kept_is_refused():
    with pytest.raises(NotParked):
        park(path="/" + "x" * 300, fields=TYPED, browser=ME)


def test_v2_4_1_there_is_an_end_to_what_all_may_leave():
    ParkedFormFactory.create_batch(MOST_FORMS)
    with pytest.raises(NotParked):
        park(path=HERE, fields=TYPED, browser=ME)
    ParkedForm.objects.order_by("pk")[0].delete()
    assert kept(park(path=HERE, fields=TYPED, browser=ME)) == TYPED
