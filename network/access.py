"""Who may open a page. Whether they may do a thing is the workflow's to say."""

import functools
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from network.enums import Role
from network.models import User

View = Callable[..., HttpResponseBase]

signed_in = login_required


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
