"""Drafts of the token's organisation, for its own system: the same workflow functions as the pages."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from network.api import HasScope, IdempotentMixin, TokenAuthentication
from network.enums import TokenScope
from network.errors import Refusal
from network.models import ApiToken, User
from practices.api.draft_serializers import (
    DraftAnswerSerializer,
    DraftChangesSerializer,
    DraftReceiptSerializer,
    DraftSerializer,
    DraftSummarySerializer,
    NewDraftSerializer,
    SubmitSerializer,
)
from practices.api.serializers import ProblemSerializer
from practices.enums import Language
from practices.errors import StaleVersion
from practices.filters.drafts import DraftFilterSet
from practices.filters.strict import unknown_parameters
from practices.models import Draft, Practice
from practices.workflows import (
    give_up_draft,
    save_sections,
    send_draft,
    submit_draft,
    withdraw_submission,
)

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag of the draft as you last read it."
)
KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="Any text of 1 to 100 visible ASCII characters."
)
PROBLEM = "application/problem+json"
REFUSALS: dict[Any, Any] = {
    (401, PROBLEM): OpenApiResponse(ProblemSerializer, "No token, or one that is not good."),
    (403, PROBLEM): OpenApiResponse(ProblemSerializer, "The token lacks the scope, or its owner the right."),
    (404, PROBLEM): OpenApiResponse(ProblemSerializer, "The organisation has no such draft."),
    (409, PROBLEM): OpenApiResponse(ProblemSerializer, "The draft has come too far for that, or not far enough."),
    (412, PROBLEM): OpenApiResponse(ProblemSerializer, "The draft is not at the version named in If-Match."),
    (422, PROBLEM): OpenApiResponse(ProblemSerializer, "Rules are broken; `errors` names every field."),
    (428, PROBLEM): OpenApiResponse(ProblemSerializer, "If-Match is missing."),
}


class VersionMismatch(Refusal):
    """The draft is not at the version that `If-Match` names; `version` is the one it is at."""

    status = 412
    problem_type = "version-mismatch"

    def __init__(self, version: int) -> None:
        super().__init__(_("The draft is at version %(version)s now: read it again first.") % {"version": version})
        self.version = version

    @property
    def members(self) -> dict[str, object]:
        """The version that stands."""
        return {"version": self.version}


class VersionMissing(Refusal):
    """The request does not say which version it changes."""

    status = 428
    problem_type = "version-missing"

    def __str__(self) -> str:
        return _("Name the version that you read in If-Match, as its ETag gives it.")


@extend_schema(tags=["drafts"])
class DraftViewSet(IdempotentMixin, GenericViewSet[Draft]):
    """Drafts of the organisation that the token was made for."""

    authentication_classes = [TokenAuthentication]
    queryset = Draft.objects.none()
    filterset_class = DraftFilterSet
    serializer_class = DraftSummarySerializer
    lookup_field = "public_id"
    lookup_value_regex = "[0-9a-f-]{36}"
    scopes: ClassVar[dict[str, TokenScope]] = {
        "create": TokenScope.WRITE_DRAFTS,
        "partial_update": TokenScope.WRITE_DRAFTS,
        "destroy": TokenScope.WRITE_DRAFTS,
        "submit": TokenScope.SUBMIT_DRAFTS,
        "withdraw": TokenScope.SUBMIT_DRAFTS,
    }

    def get_permissions(self) -> list[Any]:
        """What the token must have been made for."""
        return [HasScope(self.scopes.get(self.action or "", TokenScope.READ_DRAFTS))()]

    def get_queryset(self) -> QuerySet[Draft]:
        if not isinstance(self.request.auth, ApiToken):
            return Draft.objects.none()
        mine = Draft.objects.filter(organisation=self.request.auth.organisation)
        return mine.select_related("organisation", "practice")

    def get_order(self) -> str:
        """How the list is paged: the draft that changed last comes first."""
        return "-updated_at"

    @extend_schema(
        summary="Drafts of your organisation", responses={200: DraftSummarySerializer(many=True), **REFUSALS}
    )
    def list(self, request: Request) -> Response:
        """Without their texts."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(DraftSummarySerializer(page, many=True).data)

    @extend_schema(summary="A draft", responses={200: DraftSerializer, **REFUSALS})
    def retrieve(self, request: Request, public_id: Any) -> Response:
        """With all that was typed, what is missing before it can be submitted, and what reviewers said."""
        if mistakes := unknown_parameters(request.query_params, ()):
            raise ValidationError(mistakes)
        return self._answer(self.get_object())

    @extend_schema(
        summary="Begin a draft",
        parameters=[KEY],
        request=NewDraftSerializer,
        responses={201: DraftAnswerSerializer, **REFUSALS},
    )
    def create(self, request: Request) -> Response:
        """A new fact sheet, or with `fact_sheet` the next version of a published one, which stays up meanwhile."""
        given = NewDraftSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        sent = given.validated_data
        wanted = sent.get("fact_sheet")
        draft = send_draft(
            organisation=self._token.organisation,
            language=Language(sent["language"]),
            practice=get_object_or_404(Practice.objects.for_fact_sheet(), public_id=wanted) if wanted else None,
            sections=sent.get("sections", {}),
            by=self._user,
        )
        return self._answer(draft, status=HTTPStatus.CREATED)

    @extend_schema(
        summary="Change a draft",
        parameters=[IF_MATCH],
        request=DraftChangesSerializer,
        responses={200: DraftAnswerSerializer, **REFUSALS},
    )
    def partial_update(self, request: Request, public_id: Any) -> Response:
        """Fields that are left out stay as they are; what cannot be read is kept and named in `problems`."""
        draft, version = self.get_object(), self._expected()
        given = DraftChangesSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            changed = save_sections(
                draft=draft, sections=given.validated_data["sections"], expected_version=version, by=self._user
            )
        except StaleVersion as error:
            raise _mismatch(error) from error
        return self._answer(changed)

    @extend_schema(summary="Give a draft up", parameters=[IF_MATCH], responses={204: None, **REFUSALS})
    def destroy(self, request: Request, public_id: Any) -> Response:
        """What was typed stays readable for its authors; nothing more can be done with it."""
        draft, version = self.get_object(), self._expected()
        try:
            give_up_draft(draft=draft, expected_version=version, by=self._user)
        except StaleVersion as error:
            raise _mismatch(error) from error
        return Response(status=HTTPStatus.NO_CONTENT)

    @extend_schema(
        summary="Hand a draft in for review",
        parameters=[IF_MATCH, KEY],
        request=SubmitSerializer,
        responses={200: DraftAnswerSerializer, **REFUSALS},
    )
    @action(detail=True, methods=["post"], url_path="submission", url_name="submission")
    def submit(self, request: Request, public_id: Any) -> Response:
        """The draft rests until a reviewer decides or you withdraw it."""
        draft, version = self.get_object(), self._expected()
        given = SubmitSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            submit_draft(draft=draft, expected_version=version, note=given.validated_data["note"], by=self._user)
        except StaleVersion as error:
            raise _mismatch(error) from error
        return self._answer(self.get_object())

    @extend_schema(summary="Withdraw a draft from review", responses={200: DraftAnswerSerializer, **REFUSALS})
    @submit.mapping.delete
    def withdraw(self, request: Request, public_id: Any) -> Response:
        """To go on writing; a decision that was made first stands."""
        withdraw_submission(draft=self.get_object(), by=self._user)
        return self._answer(self.get_object())

    @property
    def _user(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    @property
    def _token(self) -> ApiToken:
        assert isinstance(self.request.auth, ApiToken)
        return self.request.auth

    def _answer(self, draft: Draft, status: int = HTTPStatus.OK) -> Response:
        address = self.request.build_absolute_uri(reverse("api:drafts-detail", args=[draft.public_id]))
        headers = {"ETag": f'"{draft.version}"'}
        if status == HTTPStatus.CREATED:
            headers["Location"] = address
        # What a token may not read, it does not read by changing it either.
        whole = TokenScope.READ_DRAFTS in self._token.scopes
        shown = (DraftSerializer if whole else DraftReceiptSerializer)(draft, context={"request": self.request})
        return Response(shown.data, status=status, headers=headers)

    def _expected(self) -> int:
        """The version in `If-Match`.

        Raises:
            VersionMissing: there is none.
            VersionMismatch: it is none of this draft's.
        """
        given = self.request.headers.get("If-Match", "").strip()
        if not given:
            raise VersionMissing
        number = given.removeprefix('"').removesuffix('"')
        if not (number.isascii() and number.isdigit() and len(number) < len(str(2**31))):
            raise VersionMismatch(self.get_object().version)
        return int(number)


def _mismatch(error: StaleVersion) -> VersionMismatch:
    stored = error.stored
    assert isinstance(stored, Draft)
    return VersionMismatch(stored.version)
