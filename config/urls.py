"""Every address of the site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from config import api, health
from practices import views as practices


def page(template: str) -> Callable[..., HttpResponseBase]:
    """A page that only reads."""
    return require_safe(TemplateView.as_view(template_name=template))


handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", practices.home, name="home"),
    path("", include("practices.urls")),
    path("", include("network.urls")),
    path("account/", include("network.account_urls")),
    path("about/", page("pages/about.html"), name="about"),
    path("accessibility/", page("pages/accessibility.html"), name="accessibility"),
    path("privacy/", page("pages/privacy.html"), name="privacy"),
    path("language/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz, name="healthz"),
    path("api/v1/", include((api.urlpatterns, "api"))),
]
handler429 = "network.views.entrance.too_often"  # for allauth
if settings.DEBUG:
    urlpatterns.append(path("gallery/", practices.gallery, name="gallery"))
