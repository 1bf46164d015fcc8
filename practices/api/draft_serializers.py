"""Drafts as the API shows and takes them: sections by name, sections of texts by name and language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from practices.enums import Audience, DraftState, Language
from practices.models import Draft, Submission
from practices.writing import BY_NAME
from practices.writing.assemble import read_draft, typed_in

Sections = dict[tuple[str, str], Mapping[str, Any]]

SECTIONS_SCHEMA = {
    "type": "object",
    "description": "Sections by name; those of texts by name and language: story, work, lessons. Fields as typed.",
    "additionalProperties": {"type": "object", "additionalProperties": True},
    "examples": [
        {
            "basics": {"organiser": "stadt-wien"},
            "place": {"scope": "regional_municipal", "countries": ["AT"], "started": "March 2008"},
            "story": {"de": {"title": "Stadtteilmütter", "summary": "…"}},
        }
    ],
}


@extend_schema_field(SECTIONS_SCHEMA)
class SectionsField(serializers.Field[Sections, Any, Any, Any]):
    """What is typed, by section (and language); which fields there are is the workflow's to say."""

    def to_internal_value(self, data: Any) -> Sections:
        """By section and language.

        Raises:
            ValidationError: a section that the form does not have, or no mapping where one should be.
        """
        if not isinstance(data, Mapping):
            raise serializers.ValidationError(_("Write an object of sections."))
        faults: list[str] = []
        found: Sections = {}
        for name, content in data.items():
            section = BY_NAME.get(name)
            if section is None:
                known = ", ".join(BY_NAME)
                faults.append(
                    _("“%(name)s” is no section. There are: %(known)s.") % {"name": name[:80], "known": known}
                )
            elif not isinstance(content, Mapping):
                faults.append(_("“%(name)s” is an object of fields.") % {"name": name})
            elif section.per_language:
                found |= self._texts(name, content, faults)
            else:
                found[name, ""] = content
        if faults:
            raise serializers.ValidationError(faults)
        return found

    def to_representation(self, value: Sections) -> Any:
        """Back to objects."""
        shown: dict[str, Any] = {}
        for (name, language), data in sorted(value.items()):
            if language:
                shown.setdefault(name, {})[language] = data
            else:
                shown[name] = data
        return shown

    def _texts(self, name: str, content: Mapping[str, Any], faults: list[str]) -> Sections:
        found: Sections = {}
        for language, data in content.items():
            if language not in Language.values:
                known = ", ".join(Language.values)
                said = _("“%(language)s” is no language of “%(name)s”. There are: %(known)s.")
                faults.append(said % {"language": language[:80], "name": name, "known": known})
            elif not isinstance(data, Mapping):
                faults.append(_("“%(name)s” is an object of fields.") % {"name": f"{name}.{language}"})
            else:
                found[name, language] = data
        return found


class DraftSummarySerializer(serializers.ModelSerializer[Draft]):
    """A draft in the list."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    fact_sheet = serializers.UUIDField(source="fact_sheet_id", read_only=True)
    organisation = serializers.SlugRelatedField[Any]("slug", read_only=True)
    published = serializers.SlugRelatedField[Any]("slug", source="practice", read_only=True)
    state = serializers.ChoiceField(choices=DraftState.choices, read_only=True)

    class Meta:
        model = Draft
        fields: tuple[str, ...] = (
            "id",
            "fact_sheet",
            "organisation",
            "published",
            "language",
            "title",
            "state",
            "version",
            "origin",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields


class ProblemOfDraftSerializer(serializers.Serializer[Any]):
    """What keeps a draft from being handed in; `row` counts from 0."""

    field = serializers.CharField()
    message = serializers.CharField()
    row = serializers.IntegerField(allow_null=True)
    column = serializers.CharField(allow_blank=True)


class SaidSerializer(serializers.Serializer[Any]):
    """A remark of the review."""

    field = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    written_at = serializers.DateTimeField()


class DecisionSerializer(serializers.ModelSerializer[Submission]):
    """What came of handing it in."""

    remarks = serializers.SerializerMethodField()

    class Meta:
        model = Submission
        fields = ("number", "state", "note", "reason", "submitted_at", "closed_at", "remarks")
        read_only_fields = fields

    @extend_schema_field(SaidSerializer(many=True))
    def get_remarks(self, submission: Submission) -> Any:
        """Those for the authors."""
        return SaidSerializer(submission.remarks.filter(audience=Audience.AUTHORS), many=True).data


class DraftReceiptSerializer(serializers.ModelSerializer[Draft]):
    """What came of a change, for a token that may not read drafts."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    state = serializers.ChoiceField(choices=DraftState.choices, read_only=True)
    problems = serializers.SerializerMethodField()

    class Meta:
        model = Draft
        fields: tuple[str, ...] = ("id", "version", "state", "problems")
        read_only_fields = fields

    @extend_schema_field(ProblemOfDraftSerializer(many=True))
    def get_problems(self, draft: Draft) -> Any:
        """In the order of the form."""
        return ProblemOfDraftSerializer(read_draft(draft).problems, many=True).data


class DraftSerializer(DraftSummarySerializer, DraftReceiptSerializer):
    """A whole draft."""

    sections = serializers.SerializerMethodField()
    submissions = DecisionSerializer(many=True, read_only=True)

    class Meta(DraftSummarySerializer.Meta):
        fields = (*DraftSummarySerializer.Meta.fields, "sections", "problems", "submissions")
        read_only_fields = fields

    @extend_schema_field(SECTIONS_SCHEMA)
    def get_sections(self, draft: Draft) -> Any:
        """As typed."""
        return SectionsField().to_representation(dict(typed_in(draft)))


class DraftAnswerSerializer(serializers.Serializer[Any]):
    """The answer to a change: the whole draft, or no more than the receipt without `drafts:read`.

    For the description alone (practices/api/schema.py).
    """


class NewDraftSerializer(serializers.Serializer[Any]):
    """What begins a draft."""

    language = serializers.ChoiceField(choices=Language.choices, default=Language.EN)
    fact_sheet = serializers.UUIDField(required=False, help_text="Of a published fact sheet: its next version.")
    sections = SectionsField(required=False)


class DraftChangesSerializer(serializers.Serializer[Any]):
    """What changes in a draft."""

    sections = SectionsField()


class SubmitSerializer(serializers.Serializer[Any]):
    """What goes with a submission."""

    note = serializers.CharField(default="", allow_blank=True, max_length=5000, trim_whitespace=True)
