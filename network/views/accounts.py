"""The pages of people: signing in and out, the account."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.forms import SignInForm


class SignInView(LoginView):
    """Signing in by e-mail."""

    template_name = "network/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOutView(LogoutView):
    """Signing out, by POST alone."""


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in."""
    return render(request, "network/account.html")
