"""Labels in several languages: one column per language of the site (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from network.models import Country


@register(Country)
class CountryTranslation(TranslationOptions):
    """The names of countries."""

    fields = ("name",)
    required_languages = ("en",)
