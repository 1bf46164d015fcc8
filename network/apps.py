"""The app `network`: organisations and people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Floor 1 of the house (docs/architecture.md)."""

    name = "network"
    verbose_name = _("Network")

    def ready(self) -> None:
        """Registers the checks."""
        from network import checks  # noqa: F401  # importing is registering
