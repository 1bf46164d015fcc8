"""What was said in reviews, beside what it is about."""

from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse

from network.models import User
from practices.dialogue import open_remarks
from practices.enums import Criterion
from practices.forms import AnswersForm, ReviewForm
from practices.forms.review import ANSWER, REPLY
from practices.models import Assessment, Draft, Practice, Remark
from practices.workflows import may_take_down
from practices.writing import BY_NAME
from practices.writing.places import mark_of
from practices.writing.said import label_of

register = template.Library()


@register.inclusion_tag("practices/writing/remarks_on.html")
def remarks_on(draft: Draft, section: str, key: str, language: str = "") -> dict[str, Any]:
    """What the reviewer asks to be changed in a field; nothing once the draft was handed in again."""
    field = ":".join(part for part in (section, key, language) if part)
    return {"remarks": open_remarks(draft).get(field, []), "draft": draft}


@register.inclusion_tag("practices/take_down_link.html")
def take_down_link(practice: Practice, user: Any) -> dict[str, Any]:
    """For those who may take a fact sheet off the site; nothing is asked for a visitor."""
    return {"practice": practice, "may": isinstance(user, User) and may_take_down(practice, user)}


@register.simple_tag
def reply_box(form: ReviewForm, remark: Remark) -> BoundField:
    """The box in which a reviewer answers a remark."""
    return form[f"{REPLY}{remark.pk}"]


@register.simple_tag
def answer_box(form: AnswersForm, remark: Remark) -> BoundField:
    """The box in which authors answer a remark."""
    return form[f"{ANSWER}{remark.pk}"]


@register.filter
def field_label(field: str) -> str:
    """What a field is called that a remark is about: "Title", "Summary (Français)"."""
    return label_of(field)


@register.simple_tag
def field_address(draft: Draft, remark: Remark) -> str:
    """Where the field of a remark is written."""
    name, _colon, rest = remark.field.partition(":")
    key, _colon, language = rest.partition(":")
    if name not in BY_NAME:
        return draft.get_absolute_url()
    arguments = [draft.public_id, name, *([language] if language else [])]
    return f"{reverse('practices:draft_section', args=arguments)}#{mark_of(key)}"


@register.filter
def in_the_order_of_the_study(practice: Practice) -> list[Assessment]:
    """The reviewers' assessments, criterion by criterion."""
    criteria = list(Criterion)
    return sorted(practice.assessments.all(), key=lambda one: criteria.index(Criterion(one.criterion)))
