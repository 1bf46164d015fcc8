"""The way in: signing up, in and out, confirming an address, choosing a new password."""

from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth
from allauth.account.forms import UserTokenForm
from allauth.decorators import rate_limit
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from network.forms import SignInForm
from network.identity.accounts import end_session_in_time, sign_out_somebody_else
from network.identity.written import written
from network.limits import Usage, too_many
from network.models import User
from network.views.written import Written

MINUTES = 60  # in seconds


def too_often(request: HttpRequest, wait: int = 5 * MINUTES) -> HttpResponse:
    """The answer to one attempt too many of those that config/accounts.py allows; `wait` is in seconds."""
    return too_many(request, Usage("accounts", quota=1, window=wait, used=2, reset=wait))


class SignInView(Written, allauth.LoginView):
    """Signing in by e-mail."""

    workflow = "sign_in"

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Signs in, or leads to the second step."""
        answer = super().form_valid(form)
        end_session_in_time(self.request)  # allauth has just set an age that every use of the session prolongs
        return answer


class SignUpView(Written, allauth.SignupView):
    """Signing up; whether the address has an account already, only its owner learns."""

    workflow = "sign_up"


@method_decorator(require_POST, name="dispatch")
class SignOutView(allauth.LogoutView):
    """Signing out, by POST alone."""


class ConfirmEmailView(allauth.ConfirmEmailView):
    """The page that a confirmation mail leads to: a button, so that no scanner of mails presses it."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button, or why there is none."""
        return self._page()

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Confirms the address."""
        try:
            found = self.get_object()
        except Http404:
            return self._page()
        sign_out_somebody_else(self.request, found.email_address.user_id)
        return written("confirm_address", self.request, super().post, *args, **kwargs)

    def _page(self) -> HttpResponse:
        try:
            self.object = self.get_object()
        except Http404:
            self.object = None
        status = HTTPStatus.OK if self.object else HTTPStatus.NOT_FOUND
        return self.render_to_response(self.get_context_data(), status=status)


class ForgottenPasswordView(Written, allauth.PasswordResetView):
    """Asking for a link to choose a new password."""

    workflow = "ask_for_password"

    def form_valid(self, form: Any) -> HttpResponse:
        """Sends a mail, whether there is an account or not."""
        answer = super().form_valid(form)
        return too_often(self.request, 60 * MINUTES) if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS else answer


@method_decorator(rate_limit(action="reset_password_from_key"), name="dispatch")
@method_decorator(sensitive_post_parameters("password1"), name="dispatch")
class NewPasswordView(Written, allauth.PasswordResetFromKeyView):
    """The page that such a link leads to.

    allauth would put the key into the session and go on without it, lest it leak to another page; here it stays in
    the address, reading writes nothing, and the page tells no other where the reader came from (config/headers.py).
    """

    workflow = "reset_password"
    success_url = reverse_lazy("account_login")

    def dispatch(self, request: HttpRequest, *args: Any, uidb36: str, key: str, **kwargs: Any) -> HttpResponse:
        """The form, if the link is good for something still."""
        self.key = key
        link = UserTokenForm(data={"uidb36": uidb36, "key": key})
        self.reset_user: User | None = link.reset_user if link.is_valid() else None
        if self.reset_user is None:
            return self.render_to_response(self.get_context_data(form=None), status=HTTPStatus.NOT_FOUND)
        answer: HttpResponse = super(allauth.PasswordResetFromKeyView, self).dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Sets the password."""
        assert self.reset_user is not None
        sign_out_somebody_else(self.request, self.reset_user.pk)
        return super().form_valid(form)
