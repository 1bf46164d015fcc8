"""Pages of allauth's, under the project's rules for writes."""

import logging
from http import HTTPStatus
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from network.identity.written import written

logger = logging.getLogger(__name__)


class Written:
    """A form whose effect is written as `workflow`; one that is refused is answered with 422."""

    workflow: ClassVar[str]
    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        """Writes."""
        return written(self.workflow, self.request, super().form_valid, form)  # type: ignore[misc]  # allauth's view stands behind

    def form_invalid(self, form: Any) -> HttpResponse:
        """Shows what was typed, and what is wrong with it."""
        logger.warning("%s refused: account %s", self.workflow, self.request.user.pk or "unknown")
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # allauth's view stands behind
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer
