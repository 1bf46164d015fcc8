"""Forms that count once: a double click, or a page that is sent again, leads where the first sending led."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path

from config.urls import urlpatterns as site
from network.models import IdempotentAnswer, Organisation, User
from network.once import once
from tests.factories import OrganisationFactory, UserFactory

TOKEN = "Zp0Yw3Jx7qkT5mVn8rLs2A"


@once
def propose(request: HttpRequest) -> HttpResponse:
    """Makes an organisation in each place but some."""
    name = request.POST.get("name", "")
    if request.method != "POST":
        return HttpResponse("form")
    organisation: Organisation = OrganisationFactory.create(place_name=name)
    if name == "Atlantis":
        raise Http404
    if not name:
        return HttpResponse("Give a name.", status=422)
    return HttpResponse("made") if "stay" in request.POST else redirect(f"/made/{organisation.pk}/")


urlpatterns = [path("propose/", propose), path("elsewhere/", propose), path("", include(site))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def member(client: Client) -> Client:
    client.force_login(UserFactory.create())
    return client


def post(member: Client, address: str = "/propose/", **fields: Any) -> Any:
    return member.post(address, {"form_token": TOKEN, "name": "Patras", "csrfmiddlewaretoken": "x"} | fields)


def number() -> int:
    return Organisation.objects.count()


def test_a_second_click_leads_where_the_first_one_led(member):
    first, second = post(member), post(member, csrfmiddlewaretoken="another")
    assert (first.status_code, first["Location"], number()) == (302, second["Location"], 1)


def test_v2_3_4_clicks_at_the_same_time_have_one_effect(transactional_db):
    user = UserFactory()
    ready = threading.Barrier(10)

    def click(_number: int) -> str:
        browser = Client()
        browser.force_login(user)
        ready.wait()
        try:
            location: str = post(browser)["Location"]
            return location
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as browsers:
        led_to = set(browsers.map(click, range(10)))
    assert led_to == {f"/made/{Organisation.objects.get().pk}/"}


@pytest.mark.parametrize("change", [{"name": "Ghent"}, {"form_token": "another page's"}], ids=["words", "page"])
def test_another_content_or_another_page_is_another_request(member, change):
    post(member)
    post(member, **change)
    assert number() == 2


def test_another_address_is_another_request(member):
    post(member)
    post(member, "/elsewhere/")
    assert number() == 2


@pytest.mark.parametrize("token", ["", "x" * 65], ids=["none", "too-long"])
def test_a_form_without_a_token_counts_each_time(member, token):
    post(member, form_token=token)
    post(member, form_token=token)
    assert (number(), IdempotentAnswer.objects.count()) == (2, 0)


def test_what_is_refused_leaves_nothing_and_is_asked_again(member):
    assert [post(member, name="").text for _time in range(2)] == ["Give a name."] * 2
    assert (number(), IdempotentAnswer.objects.count()) == (0, 0)


def test_v2_3_3_what_raises_leaves_nothing(member):
    assert post(member, name="Atlantis").status_code == 404
    assert (number(), IdempotentAnswer.objects.count()) == (0, 0)


def test_a_page_is_not_kept(member):
    assert [post(member, stay="1").text for _time in range(2)] == ["made"] * 2
    assert (number(), IdempotentAnswer.objects.count()) == (2, 0)


def test_what_is_kept_says_nothing_of_what_was_typed(member):
    post(member)
    kept = IdempotentAnswer.objects.get()
    assert (kept.key, kept.body, list(kept.headers)) == (f"form:{kept.digest}", "", ["Location"])


def test_somebody_else_with_the_same_token_does_their_own(member, client):
    post(member)
    other = Client()
    other.force_login(UserFactory.create())
    post(other)
    assert number() == 2


def test_a_visitor_and_a_get_pass_through(member):
    assert (member.get("/propose/").text, post(Client()).status_code, User.objects.count()) == ("form", 302, 1)


def test_every_rendering_has_a_token_of_its_own():
    tokens = {render_to_string("components/form_token.html").strip() for _time in range(3)}
    assert len(tokens) == 3
    assert all(re.search(r'name="form_token" value="[\w-]{22}">$', token) for token in tokens)
