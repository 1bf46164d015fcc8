"""Pages of allauth's, under the project's rules for writes."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar

from django.http import HttpRequest, HttpResponse

from network.models import User
from network.workflows import recorded

R = TypeVar("R")


def written(workflow: str, request: HttpRequest, act: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    """What `act` returns; what it writes is one transaction, known to the audit trail by the name of a workflow.

    Only the effect of a form is wrapped, not the whole request: checking a password takes time, and counting attempts
    has to last whatever becomes of the attempt.
    """

    def write(*, by: User | None) -> R:
        return act(*args, **kwargs)

    write.__name__ = workflow
    return recorded(write)(by=request.user if isinstance(request.user, User) else None)


class Written:
    """A form whose effect is written as `workflow`; one that is refused is answered with 422."""

    workflow: ClassVar[str]
    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        """Writes."""
        answer: HttpResponse = written(self.workflow, self.request, super().form_valid, form)  # type: ignore[misc]  # allauth's view stands behind
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Shows what was typed, and what is wrong with it."""
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # allauth's view stands behind
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer
