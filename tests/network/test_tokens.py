"""Tokens of the API: who gets one, for what, and when it stops."""

import datetime as dt
import hashlib
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from config.urls import urlpatterns as site
from network.api import HasScope, TokenAuthentication
from network.enums import TokenScope
from network.errors import InvalidRecord
from network.models import Affiliation, ApiToken, AuditEntry, Organisation, User
from network.workflows.tokens import MOST, digest_of, make_token, revoke_token
from tests.factories import ApiTokenFactory, OrganisationFactory, UserFactory

BOTH = [TokenScope.READ_DRAFTS, TokenScope.WRITE_DRAFTS]


class WhoView(APIView):
    """Says who asks."""

    authentication_classes = [TokenAuthentication]
    permission_classes = [HasScope(TokenScope.READ_DRAFTS)]

    def get(self, request: Any) -> Response:
        return Response({"user": request.user.pk, "organisation": request.auth.organisation.slug})

    post = get


class SubmitView(WhoView):
    """Asks for more."""

    permission_classes = [HasScope(TokenScope.SUBMIT_DRAFTS)]


urlpatterns = [path("who/", WhoView.as_view()), path("submit/", SubmitView.as_view()), path("", include(site))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def patras() -> Organisation:
    organisation: Organisation = OrganisationFactory.create(name="Patras", slug="patras")
    return organisation


@pytest.fixture
def ana(patras: Organisation) -> User:
    officer: User = UserFactory.create(officer_of=patras)
    return officer


def make(user: User, organisation: Organisation, **asked: Any) -> tuple[ApiToken, str]:
    usual: dict[str, Any] = {"name": "Our system", "scopes": BOTH, "days": 90, "by": user}
    return make_token(user=user, organisation=organisation, **usual | asked)


def faults(user: User, organisation: Organisation, **asked: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidRecord) as refused:
        make(user, organisation, **asked)
    assert ApiToken.objects.filter(name="Our system").count() == 0
    return dict(refused.value.faults)


def sender(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def test_v11_5_1_a_secret_is_random_and_only_its_hash_is_stored(ana, patras):
    token, secret = make(ana, patras)
    assert re.fullmatch(r"ip_[0-9A-Za-z]{40}", secret)
    assert (token.digest, token.prefix) == (hashlib.sha256(secret.encode()).hexdigest(), secret[:9])
    assert secret not in str(ApiToken.objects.filter(pk=token.pk).values()) + str(list(AuditEntry.objects.values()))
    assert make(ana, patras)[1] != secret


def test_a_token_is_what_was_asked_for(ana, patras):
    token = ApiToken.objects.get(pk=make(ana, patras, scopes=["drafts:write", "drafts:read"])[0].pk)
    assert (token.user, token.organisation, token.scopes) == (ana, patras, ["drafts:read", "drafts:write"])
    assert (token.expires_at - token.created_at).days in (89, 90)
    assert (token.last_used_on, token.revoked_at) == (None, None)


def test_v8_2_2_there_is_none_for_an_organisation_of_others(ana):
    said = {"organisation": ["Choose an organisation in which your place is confirmed."]}
    assert faults(ana, OrganisationFactory()) == said


@pytest.mark.parametrize("state", ["asked", "refused", "ended"])
def test_there_is_none_before_or_after_a_confirmed_place(ana, patras, state):
    Affiliation.objects.update(state=state, decided_at=None if state == "asked" else timezone.now())
    assert list(faults(ana, patras)) == ["organisation"]


def test_a_token_may_not_submit_where_its_owner_may_not(patras):
    user = UserFactory(officer_of=patras, officer_of__may_submit=False)
    said = "You may not submit fact sheets for this organisation, so your token may not either."
    assert faults(user, patras, scopes=[TokenScope.SUBMIT_DRAFTS]) == {"scopes": [said]}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["drafts:read", "everything"]}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_field(ana, patras, asked, field):
    with pytest.raises(InvalidRecord) as refused:
        make(ana, patras, **asked)
    assert (list(refused.value.faults), ApiToken.objects.count()) == ([field], 0)


def test_twenty_are_enough_and_those_that_ended_do_not_count(ana, patras):
    ended = {"revoked_at": timezone.now()}
    past = {"created_at": timezone.now() - dt.timedelta(days=9), "expires_at": timezone.now() - dt.timedelta(days=1)}
    old = ApiTokenFactory(user=ana, organisation=patras)
    ApiToken.objects.filter(pk=old.pk).update(**past)
    ApiTokenFactory(user=ana, organisation=patras, **ended)
    ApiTokenFactory.create_batch(MOST, user=ana, organisation=patras)
    said = ["You have 20 tokens: revoke one that is not used any more."]
    assert faults(ana, patras) == {"record": said}
    ApiToken.objects.filter(revoked_at=None, expires_at__gt=timezone.now())[:1].get().delete()
    assert make(ana, patras)[0].pk


def test_a_good_token_is_its_owner_for_its_organisation(ana, patras):
    answer = sender(make(ana, patras)[1]).get("/who/")
    assert (answer.status_code, answer.json()) == (200, {"user": ana.pk, "organisation": "patras"})


def revoked(token: ApiToken) -> None:
    revoke_token(token=token, by=token.user)


def expired(token: ApiToken) -> None:
    past = timezone.now() - dt.timedelta(seconds=1)
    ApiToken.objects.update(created_at=past - dt.timedelta(days=1), expires_at=past)


def inactive(_token: ApiToken) -> None:
    User.objects.update(is_active=False)


def left(_token: ApiToken) -> None:
    Affiliation.objects.update(state="ended")


def erased(token: ApiToken) -> None:
    token.user.delete()


@pytest.mark.parametrize("ends", [revoked, expired, inactive, left, erased], ids=lambda ends: ends.__name__)
def test_a_token_that_has_ended_opens_nothing(ana, patras, ends):
    token, secret = make(ana, patras)
    ends(token)
    answer = sender(secret).get("/who/")
    assert answer.status_code == 401
    said = "This token is not valid: it is mistyped, revoked or expired, or its owner has left the organisation."
    assert answer.json() == {"type": "about:blank", "title": "Not signed in", "status": 401, "detail": said}


@pytest.mark.parametrize("secret", ["", "ip_", "x" * 5000, "ip_é\udcff", "a b", "\x00", "ip_" + "0" * 40])
def test_what_is_no_token_gets_the_same_answer_for_the_same_work(ana, patras, secret):
    make(ana, patras)
    client = APIClient(headers={"Authorization": b"Bearer " + secret.encode("latin-1", "replace")})
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/who/")
    assert (answer.status_code, len(queries)) == (401, 1)
    assert answer["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'


@pytest.mark.parametrize("header", [{}, {"Authorization": "Basic YTpi"}], ids=["none", "basic"])
def test_without_a_token_one_is_asked_for(client, header):
    answer = client.get("/who/", headers=header)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


def test_v8_2_1_a_missing_scope_is_named(ana, patras):
    answer = sender(make(ana, patras)[1]).post("/submit/")
    assert answer.status_code == 403
    assert answer.json() == {
        "type": "http://testserver/api/v1/docs/#missing-scope",
        "title": "Not allowed",
        "status": 403,
        "detail": "This token lacks the scope drafts:submit: make one that has it, on the page of your tokens.",
        "scope": "drafts:submit",
    }
    assert answer["WWW-Authenticate"] == 'Bearer realm="api", error="insufficient_scope", scope="drafts:submit"'


def test_the_day_of_a_write_is_kept_once(ana, patras):
    token, secret = make(ana, patras)
    client = sender(secret)
    client.get("/who/")
    assert ApiToken.objects.get().last_used_on is None
    client.post("/who/")
    assert ApiToken.objects.get().last_used_on == timezone.localdate()
    with CaptureQueriesContext(connection) as queries:
        client.post("/who/")
    assert (len(queries), token.digest) == (1, digest_of(secret))


def test_revoking_twice_keeps_the_first_moment(ana, patras):
    token, _secret = make(ana, patras)
    revoke_token(token=token, by=ana)
    first = ApiToken.objects.get().revoked_at
    revoke_token(token=token, by=ana)
    assert ApiToken.objects.get().revoked_at == first
