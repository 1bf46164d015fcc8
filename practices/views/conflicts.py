"""What two reviewers noted on the same submission, when one of them saves over the other."""

from dataclasses import dataclass
from typing import Any

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


def conflicts_between(form: ReviewForm, stands: Submission) -> list[Conflict]:
    """Where what is typed differs from what stands; a box that only one of them filled in is no conflict."""
    found = []
    for name, theirs in shown_from(stands.sheet).items():
        mine = form.data.get(name, "").strip()
        if name in form.fields and mine and theirs and mine != theirs:
            box = form[name]
            found.append(Conflict(box.label, box.id_for_label or box.auto_id, mine, theirs))
    return found


def over(form: ReviewForm, stands: Submission) -> ReviewForm:
    """The same form over what stands now: what was typed, and the other's notes where nothing was typed.

    Sent again, it is known to replace what stands.
    """
    data: QueryDict = form.data.copy()
    for name, theirs in shown_from(stands.sheet).items():
        if theirs and not data.get(name, "").strip():
            data[name] = theirs
    data["version"] = str(stands.version)
    form.data = data
    return form
