"""Who gets mails chooses which, where they are no duty: signed in, or by the link of a mail."""

import re
from typing import Any

import pytest
from django.test import Client

from network import signed_links
from network.models import User
from network.workflows.mail import UNSUBSCRIBE, unsubscribe_address
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OPTIONAL = ["affiliation_asked", "comment", "submission", "contact"]


@pytest.fixture
def ana() -> User:
    return UserFactory(email="ana@example.org", unwanted_mail=["comment"])


@pytest.fixture
def signed_in(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


def unwanted(user: User) -> list[str]:
    user.refresh_from_db()
    return user.unwanted_mail


def link(user: User, kind: str = "contact") -> str:
    return unsubscribe_address(user, kind).removeprefix("http://testserver")


def said(answer: Any) -> str:
    (title,) = re.findall(r'ecl-notification__title">(.*?)</div>', answer.content.decode())
    return str(title)


def test_the_page_has_a_box_for_each_kind_that_is_no_duty(signed_in):
    page = signed_in.get("/account/mail/").content.decode()
    boxes = re.findall(r'<input type="checkbox" name="wanted" value="(\w+)"[^>]*?( checked)?>', page)
    assert boxes == [(kind, "" if kind == "comment" else " checked") for kind in OPTIONAL]


def test_the_page_names_the_duties(signed_in):
    page = signed_in.get("/account/mail/").content.decode()
    duties = page.partition('id="duties"')[2]
    assert re.findall("<li>(.*?)</li>", duties.partition("</section>")[0]) == [
        "Your account",
        "Your place in an organisation",
        "Invitations to write together",
        "Decisions on your fact sheets",
    ]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [(OPTIONAL, []), ([], OPTIONAL), (["contact", "comment"], ["affiliation_asked", "submission"])],
)
def test_the_kinds_that_are_not_chosen_are_switched_off(signed_in, ana, wanted, left):
    answer = signed_in.post("/account/mail/", {"wanted": wanted}, follow=True)
    assert (unwanted(ana), said(answer)) == (left, "Your choice of mails was saved.")


@pytest.mark.parametrize("kind", ["account", "nonsense", "<script>"])
def test_a_duty_is_no_choice(signed_in, ana, kind):
    answer = signed_in.post("/account/mail/", {"wanted": [kind]})
    assert (answer.status_code, unwanted(ana)) == (422, ["comment"])
    assert said(answer).endswith("is not one of the available choices.")


def test_a_link_asks_first(client, ana, forbid_writes):
    page = client.get(link(ana)).content.decode()
    assert re.findall("<p>(Do you .*?)</p>", page) == [
        "Do you want no more mails of the kind “Messages from readers”?"
    ]
    assert unwanted(ana) == ["comment"]


def test_a_link_switches_one_kind_off_without_signing_in(client, ana):
    answer = client.post(link(ana))
    assert said(answer) == "You get no mails of the kind “Messages from readers” any more."
    assert unwanted(ana) == ["comment", "contact"]


def test_a_link_used_twice_says_the_same(client, ana):
    first, second = client.post(link(ana)), client.post(link(ana))
    assert said(second) == said(first) == said(client.get(link(ana)))
    assert unwanted(ana) == ["comment", "contact"]


def test_a_mail_program_needs_neither_page_nor_cookie(ana):
    program = Client(enforce_csrf_checks=True)
    answer = program.post(link(ana), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, unwanted(ana)) == (200, ["comment", "contact"])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda token: token[:-2], id="cut off"),
        pytest.param(lambda token: "x" + token, id="changed"),
        pytest.param(lambda token: "nothing", id="made up"),
        pytest.param(lambda token: signed_links.make("invitation", [1, "comment"]), id="made for something else"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_the_site_did_not_make_does_nothing(client, ana, change, method):
    token = signed_links.make(UNSUBSCRIBE, [ana.pk, "contact"])
    answer = getattr(client, method)(f"/account/mail/off/{change(token)}/")
    expected = "This link is not complete or was changed. Copy the whole link from the mail."
    assert (answer.status_code, said(answer), unwanted(ana)) == (404, expected, ["comment"])


@pytest.mark.parametrize("gone", ["deleted", "closed"])
def test_a_link_of_somebody_who_left_is_not_found(client, ana, gone):
    address = link(ana)
    if gone == "deleted":
        ana.delete()
    else:
        User.objects.update(is_active=False)
    assert (client.post(address).status_code, client.get(address).status_code) == (404, 404)
