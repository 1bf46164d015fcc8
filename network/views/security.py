"""What keeps an account its owner's: the password, the address, confirming that it is them."""

from typing import Any

from allauth.account import views as allauth
from allauth.mfa.base import views as second_factor
from django.http import HttpRequest, HttpResponse

from network.identity.confirming import way_to_confirm
from network.identity.written import written
from network.views.written import Written


class ChangePasswordView(Written, allauth.PasswordChangeView):
    """A new password; every other session of the account ends with the old one (ASVS 5.0, 7.4.3)."""

    workflow = "change_password"


class FirstPasswordView(Written, allauth.PasswordSetView):
    """A password for somebody who has signed in with an identity provider alone."""

    workflow = "set_password"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, after confirming: a session alone is not to become a way in that outlasts it."""
        owner = request.user.is_authenticated and not request.user.has_usable_password()
        if owner and (first := way_to_confirm(request)):
            return first
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class AddressView(Written, allauth.EmailView):
    """Changing the address: the new one takes the place of the old once it is confirmed."""

    workflow = "change_address"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asks for a new address, sends its mail again, or takes it back."""
        return written(self.workflow, request, super().post, request, *args, **kwargs)


class _Confirmed(Written):
    """Goes on with what was asked for, under a new session key (ASVS 5.0, 7.2.4)."""

    workflow = "confirm_identity"

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)


class ConfirmView(_Confirmed, allauth.ReauthenticateView):
    """The password once more, before something that weighs more."""


class ConfirmByCodeView(_Confirmed, second_factor.ReauthenticateView):
    """A code in its place."""
