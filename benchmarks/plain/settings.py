"""The settings of the plain list: the site's, without what it has beyond Django, DRF and django-filter."""

from config.settings import *  # noqa: F403  # the site's own, but for what follows

ROOT_URLCONF = "benchmarks.plain.urls"
# The second does nothing here, but its app does not start without it.
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "allauth.account.middleware.AccountMiddleware"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 20,  # type: ignore[dict-item]  # the site's settings hold no number
}
