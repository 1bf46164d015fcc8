"""Drafts, what is typed in them, what is handed in, and what becomes of it."""

import datetime as dt
import uuid
from typing import Any

import factory
from factory.django import DjangoModelFactory

from practices.models import (
    Attachment,
    CoAuthor,
    Comment,
    Draft,
    DraftSection,
    Invitation,
    PracticeAttachment,
    Presence,
    PublishedVersion,
    Remark,
    Submission,
    Tombstone,
)
from practices.writing import BY_NAME
from practices.writing.assemble import read_draft
from tests.factories.network import NOON, CountryFactory, OrganisationFactory, UserFactory
from tests.factories.practices import (
    AimFactory,
    CollectionFactory,
    PracticeFactory,
    TargetGroupFactory,
    ThemeFactory,
)

# As few words as a fact sheet can have: what is required, and nothing else. The organiser is the draft's organisation.
ENOUGH: dict[str, dict[str, Any]] = {
    "basics": {},
    "place": {"scope": "regional_municipal", "countries": ["FR"], "place_name": "Roubaix", "started": "March 2008"},
    "subject": {
        "dimension": "socio_economic",
        "themes": ["employment"],
        "aims": ["training"],
        "target_groups": ["women"],
    },
    "story": {"title": "Neighbourhood mothers", "summary": "They visit newly arrived families."},
    "sources": {"sources": [{"title": "Final report 2012", "section": "", "url": ""}]},
}


class DraftFactory(DjangoModelFactory[Draft]):
    """A draft in English in which nothing was typed but its organiser.

    `complete=True` types as much as `read_draft` asks for and makes what it names (and the collection of what is
    submitted); `typed={"story": {"title": "…"}}` types on top of that, in the draft's language.
    """

    class Meta:
        model = Draft
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    language = "en"

    @factory.post_generation
    def complete(draft: Draft, create: bool, wanted: Any, **kwargs: Any) -> None:  # noqa: N805  # factory_boy's way
        """Whether enough is typed in it to hand it in."""
        if not create:
            return
        typed = {"basics": {"organiser": draft.organisation.slug}}
        if wanted:
            CountryFactory()
            ThemeFactory()
            AimFactory()
            TargetGroupFactory()
            CollectionFactory(code="submitted", label="Submitted")
            typed = ENOUGH | typed
        for name, data in typed.items():
            SectionFactory(draft=draft, name=name, data=data)
        _entitle(draft)

    @factory.post_generation
    def typed(draft: Draft, create: bool, given: Any, **kwargs: Any) -> None:  # noqa: N805  # factory_boy's way
        """What is typed besides, by section."""
        for name, data in (given or {}).items() if create else ():
            language = draft.language if BY_NAME[name].per_language else ""
            section = draft.sections.filter(name=name, language=language).first()
            if section:
                section.data |= data
                section.save()
            else:
                SectionFactory(draft=draft, name=name, data=data)
        if given:
            _entitle(draft)


class SectionFactory(DjangoModelFactory[DraftSection]):
    """A section of a draft; `data` holds what was typed, all else is empty."""

    class Meta:
        model = DraftSection

    draft = factory.SubFactory(DraftFactory)
    name = "story"
    language = factory.LazyAttribute(lambda one: one.draft.language if BY_NAME[one.name].per_language else "")
    data = factory.LazyFunction(dict)

    @classmethod
    def _create(cls, model_class: type[DraftSection], *args: Any, **kwargs: Any) -> DraftSection:
        kwargs["data"] = BY_NAME[kwargs["name"]].blank | kwargs["data"]
        made: DraftSection = super()._create(model_class, *args, **kwargs)
        return made


class SubmissionFactory(DjangoModelFactory[Submission]):
    """A complete draft that was handed in and waits for its review."""

    class Meta:
        model = Submission

    draft = factory.SubFactory(DraftFactory, complete=True, state="submitted")
    number = factory.LazyAttribute(lambda one: one.draft.submissions.count() + 1)
    content = factory.LazyAttribute(lambda one: _content(one.draft))
    submitted_by = factory.SubFactory(UserFactory)


class CoAuthorFactory(DjangoModelFactory[CoAuthor]):
    """Somebody who writes along by invitation."""

    class Meta:
        model = CoAuthor

    draft = factory.SubFactory(DraftFactory)
    user = factory.SubFactory(UserFactory)


class InvitationFactory(DjangoModelFactory[Invitation]):
    """An invitation by a colleague that waits for an answer, good for a long time."""

    class Meta:
        model = Invitation

    draft = factory.SubFactory(DraftFactory)
    email = factory.Sequence(lambda number: f"invited{number}@example.org")
    invited_by = factory.LazyAttribute(lambda invitation: UserFactory(officer_of=invitation.draft.organisation))
    expires_at = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)


class CommentFactory(DjangoModelFactory[Comment]):
    """A comment among authors."""

    class Meta:
        model = Comment

    draft = factory.SubFactory(DraftFactory)
    section = "story"
    author = factory.SubFactory(UserFactory)
    text = "Was it one family or two?"


class PresenceFactory(DjangoModelFactory[Presence]):
    """Somebody who was in a section a while ago."""

    class Meta:
        model = Presence

    draft = factory.SubFactory(DraftFactory)
    user = factory.SubFactory(UserFactory)
    section = "story"
    seen_at = NOON


class AttachmentFactory(DjangoModelFactory[Attachment]):
    """A document of a fact sheet, with a file that can be sent."""

    class Meta:
        model = Attachment

    fact_sheet_id = factory.LazyFunction(uuid.uuid4)
    kind = "document"
    file = factory.django.FileField(filename="report.pdf", data=b"%PDF-1.7 a report")
    name = "report.pdf"
    mime = "application/pdf"
    size = 17
    digest = factory.Sequence(lambda number: f"{number:064x}")
    pages = 1


class PracticeAttachmentFactory(DjangoModelFactory[PracticeAttachment]):
    """A document that a live fact sheet shows."""

    class Meta:
        model = PracticeAttachment

    practice = factory.SubFactory(PracticeFactory)
    attachment = factory.SubFactory(AttachmentFactory, fact_sheet_id=factory.SelfAttribute("..practice.public_id"))
    description = "The final report"


class RemarkFactory(DjangoModelFactory[Remark]):
    """A remark of a reviewer to the authors."""

    class Meta:
        model = Remark

    submission = factory.SubFactory(SubmissionFactory)
    audience = "authors"
    text = "Say how many took part."
    author = factory.SubFactory(UserFactory)


class PublishedVersionFactory(DjangoModelFactory[PublishedVersion]):
    """A version of a fact sheet; its content is not one that can be shown unless it is given."""

    class Meta:
        model = PublishedVersion

    fact_sheet_id = factory.LazyFunction(uuid.uuid4)
    number = 1
    slug = factory.Sequence(lambda number: f"version-{number}")
    collection = factory.SubFactory(CollectionFactory)
    external_id = factory.Sequence(str)
    content = factory.LazyFunction(dict)
    submission = factory.SubFactory(SubmissionFactory, state="published", closed_at=NOON)
    published_at = NOON


class TombstoneFactory(DjangoModelFactory[Tombstone]):
    """What is left of a fact sheet that was taken off the site."""

    class Meta:
        model = Tombstone

    fact_sheet_id = factory.LazyFunction(uuid.uuid4)
    slug = factory.Sequence(lambda number: f"gone-{number}")
    kind = "unpublished"
    reason = "It was about another city."
    at = NOON


def _entitle(draft: Draft) -> None:
    story = draft.sections.filter(name="story", language=draft.language).first()
    if story and story.data["title"]:
        draft.title = story.data["title"]
        draft.save(update_fields=["title"])


def _content(draft: Draft) -> dict[str, Any]:
    reading = read_draft(draft)
    assert reading.content, reading.problems
    return reading.content.model_dump(mode="json")
