"""Who may open a page, and what becomes of what they typed. Whether they may do a thing is the workflow's to say."""

import contextlib
import functools
import re
import secrets
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from network.enums import Role
from network.errors import NotParked
from network.limits import Rate, client_of, count
from network.models import User
from network.typed import PARKED, Typed, answer_to_a_script, by_script, typed_in
from network.workflows.parking import park, parked, take_off
from network.workflows.tidying import PARKED_FORMS

View = Callable[..., HttpResponseBase]

PARKING = Rate.of("20/hour")
BROWSER_KEY = re.compile(r"[\w-]{43}")
# What a request carries once its page has asked for what was typed.
ASKED_FOR = "network.access.typed_before"


def signed_in(view: View) -> View:
    """A page for anybody with an account. What a visitor without one posts is kept until they have signed in.

    The page they come back to fills its form with `typed_before(request)`; where it does not ask, or cannot be opened
    by a GET, they find what they typed on a page that sends it again. A POST that succeeds takes it off.
    """

    @functools.wraps(view)
    def for_members(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        response = view(request, *args, **kwargs)
        return _with_what_was_typed(request, response) if _token(request) else response

    return for_members


def role_required(*roles: Role) -> Callable[[View], View]:
    """A page for people who hold one of these roles; anybody else who is signed in gets a 403 that says so."""

    def of_the_role(view: View) -> View:
        @signed_in
        @functools.wraps(view)
        def allowed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            assert isinstance(request.user, User)
            if not request.user.has_role(*roles):
                named = ", ".join(str(role.label) for role in roles)
                raise PermissionDenied(_("This page is for: %(roles)s.") % {"roles": named})
            return view(request, *args, **kwargs)

        return allowed

    return of_the_role


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What this browser typed at this address before it had to sign in; nothing if there is nothing. Reads only."""
    token = request.GET.get(PARKED, "")
    if not token or request.method not in ("GET", "HEAD"):
        return None
    request.META[ASKED_FOR] = True
    fields = parked(token=token, path=request.path, browser=_browser(request))
    if fields is None:
        return None
    typed = QueryDict(mutable=True)
    for name, values in fields.items():
        typed.setlist(name, values)
    return typed


def _sign_in_first(request: HttpRequest) -> HttpResponseBase:
    if by_script(request):
        answer = answer_to_a_script(
            request, 401, _("You are signed out. Sign in again in another tab, then go on here.")
        )
        answer["WWW-Authenticate"] = 'Session realm="site"'
        return answer
    typed = typed_in(request)
    if typed is None or not typed.shown:
        return redirect_to_login(_way_back(request))
    browser = _browser(request) or secrets.token_urlsafe(32)
    token = ""
    if not count("parking", PARKING, client_of(request)).exceeded:
        with contextlib.suppress(NotParked):
            token = park(path=request.path, fields=typed.fields, browser=browser)
    if not token:
        sign_in = resolve_url(settings.LOGIN_URL)
        return render(request, "signed_out.html", {"typed": typed, "sign_in": sign_in}, status=403)
    messages.info(request, _("You were signed out. Sign in again: what you typed is kept."), fail_silently=True)
    response = redirect_to_login(_address(request, token))
    response.set_cookie(
        settings.PARKED_COOKIE_NAME,
        browser,
        max_age=PARKED_FORMS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _way_back(request: HttpRequest) -> str:
    """Where signing in leads. For a button, the page on which it stands: its own address may show nothing."""
    before = request.headers.get("Referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return urlsplit(before)._replace(scheme="", netloc="", fragment="").geturl() or "/"
    return request.get_full_path()


def _with_what_was_typed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The page's own answer, unless what was typed would get lost behind it."""
    if request.method == "POST":
        if response.status_code < HTTPStatus.BAD_REQUEST:
            take_off(token=_token(request), browser=_browser(request))
        return response
    if ASKED_FOR in request.META:
        return response
    fields = typed_before(request)
    if fields is None:
        return response
    typed = Typed(dict(fields.lists()), request.get_full_path())
    return render(request, "send_again.html", {"typed": typed})


def _token(request: HttpRequest) -> str:
    return request.GET.get(PARKED) or request.POST.get(PARKED, "")


def _browser(request: HttpRequest) -> str:
    given = request.COOKIES.get(settings.PARKED_COOKIE_NAME, "")
    return given if BROWSER_KEY.fullmatch(given) else ""


def _address(request: HttpRequest, token: str) -> str:
    query = request.GET.copy()
    query[PARKED] = token
    return f"{request.path}?{query.urlencode()}"
