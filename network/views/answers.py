"""What the pages of the network do the same way: who asks, and how a refusal is said."""

from django import forms
from django.http import HttpRequest

from network.errors import InvalidRecord, NotAllowed, Refusal
from network.models import User

REFUSED = 422


def person(request: HttpRequest) -> User:
    """Who is signed in, on a page that asks for it."""
    assert isinstance(request.user, User)
    return request.user


def add_faults(form: forms.Form, error: InvalidRecord) -> None:
    """Puts what a workflow found wrong beside the fields, or above them where it is about none."""
    for field, said in error.faults.items():
        for message in said:
            form.add_error(field if field in form.fields else None, message)


def status_of(refusal: Refusal) -> int:
    """Forbidden, or in conflict with what somebody else did."""
    return 403 if isinstance(refusal, NotAllowed) else 409
