"""Labels in several languages: one column per language of the site (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from practices.models import Aim, Collection, TargetGroup, Theme


@register([Theme, Aim, TargetGroup, Collection])
class WordTranslation(TranslationOptions):
    """The words of every vocabulary."""

    fields = ("label", "description")
    required_languages = ("en",)
