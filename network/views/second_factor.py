"""The second factor: an app that shows codes, and recovery codes for the day it is lost."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.recovery_codes.internal import flows as recovery_flows
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from network.identity.written import alone, written
from network.views.written import Written


class CodeView(Written, base.AuthenticateView):
    """The second step of signing in."""

    workflow = "sign_in"

    def _build_forms(self) -> Any:
        typed = self.request.POST if self.request.method == "POST" else None
        self.webauthn_form = None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=typed)
        return self.auth_form


@method_decorator(never_cache, name="dispatch")
class SwitchOnView(Written, totp.ActivateTOTPView):
    """Setting up an app. The page shows a secret that it has just made and keeps in the session: by POST alone."""

    workflow = "switch_second_factor_on"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The way here is by a button of the overview, which says what is on."""
        if request.method != "POST" or is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shows the secret, or takes the first code."""
        if "code" not in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was typed, if anything was."""
        given: dict[str, Any] = super().get_form_kwargs()
        if "code" not in self.request.POST:
            given |= {"data": None, "files": None}
        return given

    def form_valid(self, form: Any) -> HttpResponse:
        """Switches it on, and shows the recovery codes at once."""
        written(self.workflow, self.request, alone, self.request, totp_flows.activate_totp, self.request, form)
        return _show_codes(self.request)


class SwitchOffView(Written, totp.DeactivateTOTPView):
    """Taking the app, and the recovery codes with it, off the account."""

    workflow = "switch_second_factor_off"

    def form_valid(self, form: Any) -> HttpResponse:
        """Switches it off."""
        return written(self.workflow, self.request, alone, self.request, super(Written, self).form_valid, form)


@method_decorator([login_required, never_cache], name="dispatch")
class RecoveryCodesView(View):
    """How many recovery codes are left; which ones, by POST alone, as it is noted that they were looked at."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The number."""
        found = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
        if found is None:
            raise Http404
        left = len(found.wrap().get_unused_codes())
        return render(request, "mfa/recovery_codes/index.html", {"left": left})

    def post(self, request: HttpRequest) -> HttpResponse:
        """The codes, for somebody who has just confirmed that it is them."""
        return _show_codes(request)


@method_decorator(never_cache, name="dispatch")
class NewRecoveryCodesView(Written, recovery_codes.GenerateRecoveryCodesView):
    """New recovery codes in the place of the old ones."""

    workflow = "renew_recovery_codes"

    def form_valid(self, form: Any) -> HttpResponse:
        """Makes them, and shows them at once."""
        written(self.workflow, self.request, alone, self.request, recovery_flows.generate_recovery_codes, self.request)
        return _show_codes(self.request)


def _show_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left.

    Raises:
        Http404: there are none.
        ReauthenticationRequired: it may be somebody else who asks.
    """
    found, _may_see = written("look_at_recovery_codes", request, recovery_flows.view_recovery_codes, request)
    if not found:
        raise Http404
    return render(request, "mfa/recovery_codes/codes.html", {"codes": found.get_unused_codes()})
