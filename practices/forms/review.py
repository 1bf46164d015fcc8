"""What a reviewer types on the page of a submission: notes, scores, remarks, and what to do with it all."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import User
from practices.enums import Criterion
from practices.forms.drafts import KEPT

LONGEST_REMARK = 5000
SCORES = [
    ("1", gettext_lazy("1: weak")),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", gettext_lazy("5: strong")),
]
# Which field an action cannot do without, with what to say where it is empty.
NEEDED = {
    "hand_over": {
        "to": gettext_lazy("Choose who goes on with it."),
        "handover_reason": gettext_lazy("Say why you hand it over: the other reviewer will read it."),
    },
    "decline": {"reason": gettext_lazy("Say why the fact sheet is declined: its authors will read it.")},
    "note": {"private": gettext_lazy("Write something first.")},
    "ask": {"question": gettext_lazy("Write something first.")},
}
FIELD, REPLY, ANSWER = "field-", "reply-", "answer-"
# Which box an action empties; an answer is named like its own.
BOXES = {"note": "private", "ask": "question", "hand_over": "handover_reason", "decline": "reason"}
# How much of a remark names the box of its answer.
LABEL = 60


def _text(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    # No `max_length`: of what is pasted, a browser would cut off the rest without a word.
    too_long = gettext_lazy("Shorten this to %(limit_value)s characters: it has %(show_value)s.")
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        validators=[MaxLengthValidator(LONGEST_REMARK, message=too_long)],
        widget=forms.Textarea(attrs={"rows": rows, "class": "ecl-text-area"}),
    )


class ReviewForm(forms.Form):
    """The whole page is one form, so that no button loses what was typed for another."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    to_authors = _text(
        gettext_lazy("To the authors, on the whole"),
        gettext_lazy("They read it with your decision, whichever it is. What concerns one field goes beside it."),
        rows=5,
    )
    reason = _text(
        gettext_lazy("Reason for declining"), gettext_lazy("Only if you decline it. Its authors will read it.")
    )
    private = _text(
        gettext_lazy("Note among reviewers"), gettext_lazy("Its authors never see it. It is kept with the review.")
    )
    question = _text(
        gettext_lazy("Question to the authors"),
        gettext_lazy("Sent at once, without a decision. They answer on the page of their draft."),
    )
    to = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Hand over to"), required=False, empty_label=gettext_lazy("Choose…")
    )
    handover_reason = _text(gettext_lazy("Reason for handing over"), gettext_lazy("The other reviewer reads it."), 2)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        fields: Mapping[str, Any],
        threads: Iterable[int] = (),
        colleagues: Any = None,
        **kwargs: Any,
    ) -> None:
        """Adds what belongs to this submission.

        Args:
            fields: those that a remark may be about (`section:key[:language]`), with their labels.
            threads: remarks that may be answered, by primary key.
            colleagues: reviewers that it may be handed over to.
        """
        super().__init__(data, **kwargs)
        for criterion in Criterion:
            named = {"criterion": criterion.label}
            self.fields[f"score_{criterion}"] = forms.ChoiceField(
                label=_("%(criterion)s: score") % named, choices=SCORES, required=False, widget=forms.RadioSelect
            )
            self.fields[f"reason_{criterion}"] = _text(_("%(criterion)s: reason") % named)
        self.names = {name_of(field): field for field in fields}
        for name, field in self.names.items():
            self.fields[name] = _text(_("Ask for changes: %(field)s") % {"field": fields[field]})
        for number in threads:
            self.fields[f"{REPLY}{number}"] = _text(_("Answer"), rows=2)
        if colleagues is not None:
            people: Any = self.fields["to"]
            people.queryset = colleagues
            people.label_from_instance = lambda user: user.called
            people.widget.attrs["class"] = "select"

    def unsent(self, action: str) -> bool:
        """Whether something was typed that neither this action sends nor the sheet keeps."""
        boxes = {*BOXES.values(), *(name for name in self.fields if name.startswith(REPLY))}
        return any(self.cleaned_data[name] for name in boxes - {BOXES.get(action, action)})

    @property
    def sheet(self) -> dict[str, Any]:
        """What is kept with the review (Submission.sheet)."""
        said = self.cleaned_data
        return {
            "scores": {
                criterion.value: {"score": said[f"score_{criterion}"], "reason": said[f"reason_{criterion}"]}
                for criterion in Criterion
                if said[f"score_{criterion}"] or said[f"reason_{criterion}"]
            },
            "fields": {field: said[name] for name, field in self.names.items() if said[name]},
            "to_authors": said["to_authors"],
        }

    def require_for(self, action: str) -> bool:
        """Whether all is there that an action needs; what is not gets its sentence."""
        needed = NEEDED.get(action, {})
        if action.startswith(REPLY) and action in self.fields:
            needed = {action: gettext_lazy("Write something first.")}
        for name, sentence in needed.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, str(sentence))
        return not self.errors


def name_of(field: str) -> str:
    """The name of the box beside a field of the fact sheet."""
    return FIELD + field.replace(":", "-")


def shown_from(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a review's notes."""
    shown: dict[str, Any] = {"to_authors": sheet.get("to_authors", "")}
    for criterion, given in sheet.get("scores", {}).items():
        shown |= {f"score_{criterion}": str(given.get("score", "")), f"reason_{criterion}": given.get("reason", "")}
    return shown | {name_of(field): text for field, text in sheet.get("fields", {}).items()}


class AnswersForm(forms.Form):
    """What authors answer to the remarks of a review: one form, so that sending one answer loses no other."""

    def __init__(self, data: QueryDict | None = None, *, threads: Mapping[int, str], **kwargs: Any) -> None:
        """Takes the remarks that may be answered, by primary key, with what they say."""
        super().__init__(data, **kwargs)
        for number, said in threads.items():
            label = _("Your answer to “%(remark)s”") % {"remark": Truncator(said).chars(LABEL)}
            box = self.fields[f"{ANSWER}{number}"] = _text(label, rows=2)
            box.widget.attrs |= {"data-kept": KEPT, "data-kept-by": "answer", "form": "overview"}

    def clean(self) -> dict[str, Any]:
        """Nothing at all is no answer."""
        if self.fields and not self.errors and not self.given:
            self.add_error(next(iter(self.fields)), _("Write something first."))
        return self.cleaned_data

    @property
    def given(self) -> dict[int, str]:
        """The answers, by the remark that they answer."""
        return {int(name.removeprefix(ANSWER)): text for name, text in self.cleaned_data.items() if text}


class TakeDownForm(forms.Form):
    """Why a fact sheet is taken off the site, and for good or not."""

    UNPUBLISH, DELETE = "unpublish", "delete"

    reason = _text(
        gettext_lazy("Reason"),
        gettext_lazy("It stands at the address of the fact sheet, for everybody to read."),
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[
            (UNPUBLISH, gettext_lazy("Take it off the site; its versions are kept, and a new one may be written")),
            (DELETE, gettext_lazy("Delete it with all its versions and drafts, for good")),
        ],
        initial=UNPUBLISH,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None = None, *, may_delete: bool, live: bool = True, **kwargs: Any) -> None:
        """Offers to delete only to those who may, and nothing else of what is not on the site any more."""
        super().__init__(data, **kwargs)
        what: Any = self.fields["what"]
        if not live:
            what.choices, what.initial, what.widget = what.choices[1:], self.DELETE, forms.HiddenInput()
            self.fields["reason"].help_text = _("Only its organiser, its authors and the secretariat read it.")
        elif may_delete:
            self.fields["reason"].help_text = _(
                "If you take it off the site, it stands at the address of the fact sheet, for everybody to read."
                " If you delete it, only its organiser, its authors and the secretariat read it."
            )
        else:
            what.choices = what.choices[:1]

    def clean_reason(self) -> str:
        """Readers are owed one."""
        reason: str = self.cleaned_data["reason"]
        if not reason and self.data.get("what") == self.DELETE:
            raise forms.ValidationError(_("Say why: its organiser and its authors are told."))
        if not reason:
            raise forms.ValidationError(_("Say why: the reason stands where the fact sheet stood."))
        return reason
