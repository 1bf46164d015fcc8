"""What the pages of the network do the same way: who asks, and where a fault is said."""

from django import forms
from django.http import HttpRequest

from network.errors import InvalidRecord
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
