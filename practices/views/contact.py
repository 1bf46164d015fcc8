"""The contact of a fact sheet: its organiser, a form that passes messages on, and people who agreed to be named."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.access import signed_in
from network.errors import InvalidRecord
from network.limits import limited
from network.models import Affiliation, User
from practices.forms import ContactForm
from practices.models import Practice
from practices.tombstones import live_or_gone
from practices.workflows import contacts_of, hide_as_contact, relay_message, show_as_contact, shown_on
from practices.workflows.contact import wording


@limited("contact", "10/hour")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Who can be asked about a practice; a POST passes a message on."""
    practice = live_or_gone(Practice.objects.for_list(get_language() or "en"), slug=slug)
    reader = request.user if isinstance(request.user, User) else None
    form = ContactForm(request.POST or None, initial=_of(reader))
    if request.method == "POST" and form.is_valid():
        try:
            told = relay_message(practice=practice, by=reader, **form.cleaned_data)
        except InvalidRecord as error:
            for field, said in error.faults.items():
                form.add_error(field, said)
        else:
            return _passed_on(request, practice, told)
    context = {"practice": practice, "form": form, "contacts": contacts_of(practice), **_as_contact(practice, reader)}
    return render(request, "practices/contact.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def contact_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows an officer's name and address, or (`hide`) takes them off."""
    assert isinstance(request.user, User)
    practice = live_or_gone(Practice.objects.all(), slug=slug)
    if "hide" in request.POST:
        hide_as_contact(practice=practice, by=request.user)
        messages.success(request, _("Your name and address are not shown any more."))
        return HttpResponseRedirect(reverse("practices:contact", args=[slug]))
    try:
        show_as_contact(practice=practice, by=request.user)
    except InvalidRecord as error:
        messages.error(request, " ".join(said for faults in error.faults.values() for said in faults))
    else:
        messages.success(request, _("Your name and address are shown on the page of this fact sheet."))
    return HttpResponseRedirect(reverse("practices:contact", args=[slug]))


def _of(reader: User | None) -> dict[str, str]:
    return {"name": reader.name, "email": reader.email} if reader else {}


def _passed_on(request: HttpRequest, practice: Practice, told: int) -> HttpResponse:
    if told:
        messages.success(request, _("Your message was passed on to %(name)s.") % {"name": practice.organiser.name})
    else:
        said = _("The site knows nobody at %(name)s yet. Write to them through their website.")
        messages.warning(request, said % {"name": practice.organiser.name})
    return HttpResponseRedirect(reverse("practices:contact", args=[practice.slug]))


def _as_contact(practice: Practice, reader: User | None) -> dict[str, object]:
    """Whether the reader may be its contact, is one, and in which words they would agree."""
    if reader is None:
        return {"may_be_contact": False}
    place = Affiliation.objects.confirmed().filter(user=reader, organisation=practice.organiser_id)
    return {
        "may_be_contact": place.exists(),
        "is_contact": reader in contacts_of(practice),
        "to_be_renewed": any(shown.practice == practice and not shown.current for shown in shown_on(reader)),
        "wording": wording(practice, reader),
    }
