"""What stands in the way on the page of a review: mistakes in the form, and notes of another reviewer."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import QueryDict

from practices.forms import ReviewForm
from practices.forms.review import shown_from
from practices.models import Submission


@dataclass(frozen=True)
class Conflict:
    """A box in which both wrote: its label, its id, and both texts."""

    label: Any
    anchor: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Fault:
    """A box that cannot be taken as it is: its label, its id, and what is wrong with it."""

    label: Any
    anchor: str
    sentence: str


def faults_of(form: ReviewForm) -> list[Fault]:
    """Every mistake, in the order of the form; none of a form in which nothing was typed."""
    return [
        Fault(form[name].label, _anchor(form[name]), str(sentence))
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def conflicts_between(form: ReviewForm, stands: Submission) -> list[Conflict]:
    """Where what is typed differs from what stands; a box that only one of them filled in is no conflict."""
    found = []
    for name, theirs in shown_from(stands.sheet).items():
        mine = form.data.get(name, "").strip()
        if name in form.fields and mine and theirs and mine != theirs:
            found.append(Conflict(form[name].label, _anchor(form[name]), mine, theirs))
    return found


def over(form: ReviewForm, stands: Submission) -> ReviewForm:
    """The same form over what stands now: what was typed, and the other's notes where nothing was typed.

    Sent again, it is known to replace what stands.
    """
    typed = form.data
    assert isinstance(typed, QueryDict)
    data = typed.copy()
    for name, theirs in shown_from(stands.sheet).items():
        if theirs and not data.get(name, "").strip():
            data[name] = theirs
    data["version"] = str(stands.version)
    form.data = data
    return form


def _anchor(box: BoundField) -> str:
    """The id to link to: of the box, or of the first of several."""
    return str(box.id_for_label or f"{box.auto_id}_0")
