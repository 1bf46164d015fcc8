"""The pages of people: signing in and out, the account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe



@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in."""
    return render(request, "network/account.html")
