"""What every page's template may show of the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The name of the site, its address, the address of the page shown, and with what else one may sign in."""
    return {
        "site_title": settings.SITE_NAME,  # not site_name: the sign-in view puts the host there
        "canonical_url": settings.SITE_URL + request.path,
        "gallery": settings.DEBUG,
        "identity_provider": settings.IDENTITY_PROVIDER,
        "identity_provider_id": settings.IDENTITY_PROVIDER_ID,
    }
