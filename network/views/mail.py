"""The pages of mail: what one wants to get, what could not be delivered, and in the demo what was sent."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import signed_links
from network.access import role_required, signed_in
from network.enums import OPTIONAL_MAIL, MailKind, Role
from network.forms import MailSettingsForm
from network.models import OutboxMail, User
from network.views.answers import REFUSED, person
from network.workflows import choose_mail, switch_off_mail, try_again
from network.workflows.delivery import given_up
from network.workflows.mail import UNSUBSCRIBE

SHOWN = 100
# A mail's HTML is a document of its own: it runs nothing, loads nothing and knows nothing of who reads it.
SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Which mails somebody wants, and which they get whatever they want."""
    user = person(request)
    wanted = [kind.value for kind in OPTIONAL_MAIL if kind not in user.unwanted_mail]
    form = MailSettingsForm(request.POST if request.method == "POST" else None, initial={"wanted": wanted})
    if form.is_valid():
        choose_mail(user=user, wanted=form.cleaned_data["wanted"], by=user)
        messages.success(request, _("Your choice of mails was saved."))
        return redirect("network:mail_settings")
    undelivered = given_up().count() if user.has_role(Role.SECRETARIAT) else 0
    duties = [kind.label for kind in MailKind if kind not in OPTIONAL_MAIL]
    context = {"form": form, "duties": duties, "undelivered": undelivered}
    return render(request, "network/mail_settings.html", context, status=REFUSED if form.errors else 200)


@csrf_exempt  # the address itself proves who asks, and mail programs ask without a page before (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks whether to switch off a kind of mail, and switches it off; without signing in."""
    try:
        number, kind = signed_links.read(UNSUBSCRIBE, token, max_age=None)
    except signed_links.InvalidLink as error:
        return render(request, "network/unsubscribe.html", {"refusal": str(error)}, status=404)
    user = get_object_or_404(User, pk=number, is_active=True)
    kind = MailKind(kind)
    if request.method == "POST":
        switch_off_mail(user=user, kind=kind, by=user)
        user.refresh_from_db()
    return render(request, "network/unsubscribe.html", {"kind": kind, "off": kind in user.unwanted_mail})


@role_required(Role.SECRETARIAT)
@require_safe
def undelivered_mail(request: HttpRequest) -> HttpResponse:
    """Mails that were given up: to whom, and why."""
    return render(request, "network/undelivered_mail.html", {"mails": given_up()[:SHOWN]})


@role_required(Role.SECRETARIAT)
@require_POST
def send_mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a mail that was given up back among those that wait."""
    try_again(mail=get_object_or_404(given_up(), pk=pk), by=person(request))
    messages.success(request, _("The mail is tried again."))
    return redirect("network:undelivered_mail")


@require_safe
def demo_mail(request: HttpRequest) -> HttpResponse:
    """What was sent last, on a demo, where mail is kept in files of this machine and reaches nobody."""
    mails = _shown()[:SHOWN]
    return render(request, "network/demo_mail.html", {"mails": mails, "folder": settings.MAIL_TRANSPORT["folder"]})


@require_safe
def demo_mail_text(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail of the demo."""
    return render(request, "network/demo_mail_text.html", {"mail": get_object_or_404(_shown(), pk=pk)})


@require_safe
def demo_mail_html(_request: HttpRequest, pk: int) -> HttpResponse:
    """Its HTML part, as a mail program shows it."""
    mail = get_object_or_404(_shown().exclude(html=""), pk=pk)
    return HttpResponse(mail.html, headers={"Content-Security-Policy": SANDBOX})


def _shown() -> QuerySet[OutboxMail]:
    if not settings.SHOW_MAIL:
        raise Http404
    return OutboxMail.objects.order_by("-made_at", "-pk")
