"""Drafts, what is typed in them, and what is handed in."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from practices.models import Draft, DraftSection, Submission
from practices.writing import BY_NAME
from practices.writing.assemble import read_draft
from tests.factories.network import CountryFactory, OrganisationFactory, UserFactory
from tests.factories.practices import AimFactory, CollectionFactory, TargetGroupFactory, ThemeFactory

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


def _entitle(draft: Draft) -> None:
    story = draft.sections.filter(name="story", language=draft.language).first()
    if story and story.data["title"]:
        draft.title = story.data["title"]
        draft.save(update_fields=["title"])


def _content(draft: Draft) -> dict[str, Any]:
    reading = read_draft(draft)
    assert reading.content, reading.problems
    return reading.content.model_dump(mode="json")
