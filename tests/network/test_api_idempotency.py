"""`Idempotency-Key`: an API request that is sent again has its effect once and the same answer each time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from config.urls import urlpatterns as site
from network.api import HasScope, IdempotentMixin, TokenAuthentication
from network.enums import TokenScope
from network.errors import InvalidRecord
from network.models import ApiToken, IdempotentAnswer, Organisation, User
from network.workflows.tokens import digest_of
from tests.factories import ApiTokenFactory, OrganisationFactory, UserFactory

UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324"


class TownsView(IdempotentMixin, APIView):
    """Makes an organisation in each place that is named."""

    authentication_classes = [TokenAuthentication]
    permission_classes = [HasScope(TokenScope.WRITE_DRAFTS)]

    def post(self, request: Any) -> Response:
        made: Organisation = OrganisationFactory.create(place_name=request.data["place"])
        if not made.place_name:
            raise InvalidRecord({"place": ["Name a place."]})
        headers = {"Location": f"/towns/{made.pk}/", "ETag": '"1"', "X-Of-This-Request": "once"}
        return Response({"id": made.pk, "place": made.place_name}, status=201, headers=headers)

    def put(self, _request: Any) -> Response:
        OrganisationFactory.create()
        return Response({})


class ListView(IdempotentMixin, APIView):
    """Takes no POST."""

    authentication_classes = [TokenAuthentication]

    def get(self, _request: Any) -> Response:
        return Response([])


towns = [path("api/v1/towns/", TownsView.as_view()), path("api/v1/list/", ListView.as_view())]
urlpatterns = [*towns, path("", include(site))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def sender(token: ApiToken, secret: str = "ip_secret") -> APIClient:
    ApiToken.objects.filter(pk=token.pk).update(digest=digest_of(secret))
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@pytest.fixture
def token() -> ApiToken:
    city = OrganisationFactory()
    made: ApiToken = ApiTokenFactory.create(user=UserFactory(officer_of=city), organisation=city)
    return made


@pytest.fixture
def system(token: ApiToken) -> APIClient:
    return sender(token)


def post(system: APIClient, key: str | None = UUID, place: str = "Πάτρα", **meta: Any) -> Any:
    if key is not None:
        meta["HTTP_IDEMPOTENCY_KEY"] = key
    return system.post("/api/v1/towns/", {"place": place}, format="json", **meta)


def number() -> int:
    """How many were made, beside the organisations of the tokens."""
    return Organisation.objects.exclude(place_name="").count()


def test_the_second_answer_is_the_first(system):
    first, second = post(system), post(system)
    kept = ("Content-Type", "Location", "ETag", "Allow", "Vary")
    assert (first.status_code, first.json()["place"], number()) == (201, "Πάτρα", 1)
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert [second[name] for name in kept] == [first[name] for name in kept]


def test_v2_3_4_requests_at_the_same_time_have_one_effect(transactional_db, token):
    sender(token)
    ready = threading.Barrier(10)

    def send(_number: int) -> bytes:
        own = APIClient()
        own.credentials(HTTP_AUTHORIZATION="Bearer ip_secret")
        ready.wait()
        try:
            content: bytes = post(own).content
            return content
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as systems:
        answers = set(systems.map(send, range(10)))
    assert (len(answers), number()) == (1, 1)


def test_without_a_key_every_request_counts(system):
    assert ({post(system, None).status_code for _time in range(2)}, number()) == ({201}, 2)


def test_quotation_marks_are_not_part_of_the_key(system):
    assert post(system, f'"{UUID}"').content == post(system, UUID).content


def test_the_same_key_with_another_body_is_refused(system):
    post(system)
    answer = post(system, place="Gent")
    assert (answer.status_code, number()) == (422, 1)
    assert answer.json() == {
        "type": "http://testserver/api/v1/docs/#key-reused",
        "title": "Breaks rules",
        "status": 422,
        "detail": "This Idempotency-Key was sent before with another request:"
        " give every new request a key of its own.",
    }


def test_v8_2_2_the_same_key_for_another_organisation_is_refused(system, token):
    post(system)
    ghent = OrganisationFactory()
    user: User = token.user
    other = ApiTokenFactory(user=UserFactory(officer_of=ghent), organisation=ghent)
    ApiToken.objects.filter(pk=other.pk).update(user=user)
    token.user.affiliations.update(organisation=ghent)
    assert (post(sender(other, "ip_other")).status_code, number()) == (422, 1)


def test_a_new_token_of_the_same_organisation_gets_the_answer(system, token):
    first = post(system)
    newer = ApiTokenFactory(user=token.user, organisation=token.organisation)
    assert (post(sender(newer, "ip_newer")).content, number()) == (first.content, 1)


@pytest.mark.parametrize("key", ["", "x" * 101, f'"{"x" * 101}"', "é", "a b", '"', '""', 'a"b'], ids=repr)
def test_what_is_no_key_is_refused(system, key):
    answer = post(system, key)
    said = "An Idempotency-Key is 1 to 100 visible ASCII characters, a UUID for example."
    assert (answer.status_code, answer.json()["detail"], number()) == (400, said, 0)


@pytest.mark.parametrize("key", ["x", "x" * 100, f'"{"x" * 100}"', "!#~"], ids=repr)
def test_what_can_be_a_key_is_taken(system, key):
    assert post(system, key).status_code == 201


@pytest.mark.parametrize("wrong", [{"place": ""}, {}], ids=["refused", "broken"])
def test_v2_3_3_a_request_that_fails_leaves_nothing_and_may_be_sent_again(system, wrong):
    system.raise_request_exception = False
    meta = {"HTTP_IDEMPOTENCY_KEY": UUID}
    failed = system.post("/api/v1/towns/", wrong, format="json", **meta)
    assert failed.status_code in (422, 500)
    assert (Organisation.objects.count(), IdempotentAnswer.objects.count()) == (1, 0)
    assert post(system).status_code == 201


def test_only_a_post_takes_a_key(system):
    meta = {"HTTP_IDEMPOTENCY_KEY": UUID}
    assert {system.put("/api/v1/towns/", **meta).status_code for _time in range(2)} == {200}
    assert (Organisation.objects.count(), IdempotentAnswer.objects.count()) == (3, 0)


def test_where_there_is_no_post_a_key_changes_nothing(system):
    assert system.post("/api/v1/list/", HTTP_IDEMPOTENCY_KEY=UUID).status_code == 405


def test_who_has_no_token_keeps_nothing():
    assert (post(APIClient()).status_code, IdempotentAnswer.objects.count()) == (401, 0)


def test_the_openapi_description_says_how_a_token_is_sent():
    generator: Any = SchemaGenerator
    schema = generator(patterns=towns).get_schema(request=None, public=True)
    described = schema["components"]["securitySchemes"]["token"]
    assert (described["type"], described["scheme"]) == ("http", "bearer")
    assert schema["paths"]["/api/v1/towns/"]["post"]["security"] == [{"token": []}]
