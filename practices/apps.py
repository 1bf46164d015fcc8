"""The app `practices`: the catalogue of fact sheets."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    """Floor 2 of the house (docs/architecture.md)."""

    name = "practices"
    verbose_name = _("Practices")
