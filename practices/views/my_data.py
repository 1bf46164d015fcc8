"""What the site keeps of a person: to see, to take along, to correct, to erase."""

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from network.access import signed_in
from network.identity.confirming import way_to_confirm
from network.limits import limited
from network.models import User
from network.workflows import LastOfTheSecretariat
from practices.forms import EraseForm
from practices.workflows import erase_person, personal_data, shown_on

SUBJECTS = {
    "account": gettext_lazy("Account"),
    "addresses": gettext_lazy("E-mail addresses"),
    "identities": gettext_lazy("Sign-in through others"),
    "second_factors": gettext_lazy("Second factors"),
    "roles": gettext_lazy("Roles"),
    "affiliations": gettext_lazy("Places in organisations"),
    "consents": gettext_lazy("Consents"),
    "tokens": gettext_lazy("API tokens"),
    "saved_lists": gettext_lazy("Lists"),
    "drafts": gettext_lazy("Drafts begun"),
    "sections": gettext_lazy("Sections written"),
    "co_authored": gettext_lazy("Drafts written along"),
    "invitations": gettext_lazy("Invitations received"),
    "invitations_sent": gettext_lazy("Invitations sent"),
    "comments": gettext_lazy("Comments"),
    "submissions": gettext_lazy("Fact sheets handed in"),
    "reviews": gettext_lazy("Reviews"),
    "remarks": gettext_lazy("Remarks in reviews"),
    "published": gettext_lazy("Versions published"),
    "files": gettext_lazy("Files added"),
    "mails": gettext_lazy("Mails"),
    "history": gettext_lazy("What you did"),
}


@signed_in
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """How much is kept of what, with the account in full, and where its name and address are public."""
    assert isinstance(request.user, User)
    kept = personal_data(request.user)
    subjects = [(label, len(kept[key])) for key, label in SUBJECTS.items() if key != "account"]
    context = {"account": kept["account"], "subjects": subjects, "shown_on": shown_on(request.user)}
    return render(request, "practices/my_data.html", context)


@signed_in
@limited("my-data", "20/hour")
@require_safe
def my_data_file(request: HttpRequest) -> HttpResponse:
    """All of it, as a JSON file."""
    assert isinstance(request.user, User)
    said = json.dumps(personal_data(request.user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return HttpResponse(
        said,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"', "Cache-Control": "no-store"},
    )


@sensitive_post_parameters("password")
@signed_in
@limited("erase", "10/hour")
@require_http_methods(["GET", "HEAD", "POST"])
def erase_my_account(request: HttpRequest) -> HttpResponse:
    """Asks for the address and the password, then erases the account and signs out.

    Who has no password confirms first, elsewhere, that it is them.
    """
    assert isinstance(request.user, User)
    if not request.user.has_usable_password() and (first := way_to_confirm(request)):
        return first
    form = EraseForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "practices/erase_my_account.html", {"form": form}, status=status)
    try:
        erase_person(user=request.user, by=request.user)
    except LastOfTheSecretariat as error:
        form.add_error(None, str(error))
        return render(request, "practices/erase_my_account.html", {"form": form}, status=error.status)
    logout(request)
    messages.success(request, _("Your account is erased."))
    return HttpResponseRedirect(reverse("home"))
