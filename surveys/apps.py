"""The app `surveys`: questionnaires, responses and results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Floor 3 of the house (docs/architecture.md)."""

    name = "surveys"
    verbose_name = _("Surveys")
