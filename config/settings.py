"""Settings, fed by the environment: the same code path in development, tests and production.

``docs/settings.md`` lists every variable. A setting that production needs and that is missing stops the start with a
sentence that says what to set; ``manage.py`` and ``make demo`` fill in what a single machine can know by itself
(config/local.py).
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import mail
from config.accounts import *  # noqa: F403  # settings too, in a file of their own
from config.rates import *  # noqa: F403  # and these

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def required(name: str, what: str) -> str:
    """The value of a setting that has no safe default.

    Raises:
        ImproperlyConfigured: it is not set; the message says what to set it to.
    """
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name} to {what} (docs/settings.md).")
    return value


# Where the site is found. Everything that depends on HTTPS follows from the scheme of its address.
SITE_URL = required("SITE_URL", "the address of the site, for example https://practices.example.eu").rstrip("/")
_site = urlsplit(SITE_URL)
HTTPS = _site.scheme == "https"
if not HTTPS and _site.hostname not in {"localhost", "127.0.0.1", "::1", "testserver"}:
    raise ImproperlyConfigured("SITE_URL must begin with https:// unless the site is only for this machine.")
SITE_NAME = _("Integration Practices")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required("SECRET_KEY", "a random text of at least 50 characters that nobody else knows")
SECRET_KEY_FALLBACKS = env.list("OLD_SECRET_KEYS", default=[])
ALLOWED_HOSTS = [str(_site.hostname), *env.list("EXTRA_HOSTS", default=[])]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
    "surveys",
    "practices",
    "network",
]

MIDDLEWARE = [
    "config.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.outage.DatabaseOutageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.refusals.RefusalsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.site.site",
            ],
        },
    }
]

# Timeouts of a web request; commands that take longer set 0 (manage.py).
STATEMENT_TIMEOUT_SECONDS = env.int("STATEMENT_TIMEOUT_SECONDS", default=3)
EXPORT_STATEMENT_TIMEOUT_SECONDS = env.int("EXPORT_STATEMENT_TIMEOUT_SECONDS", default=30)
required("DATABASE_URL", "the address of a PostgreSQL 15 or newer: postgres://user:password@host:5432/database")


def database(variable: str) -> dict[str, Any]:
    """The database that the variable names, with the limits of a web request."""
    named: dict[str, Any] = env.db(variable)
    options = named.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 5)
    options["options"] = (
        f"-c statement_timeout={STATEMENT_TIMEOUT_SECONDS}s -c lock_timeout=2s"
        f" -c idle_in_transaction_session_timeout={10 if STATEMENT_TIMEOUT_SECONDS else 0}s"
        f" {options.get('options', '')}"
    ).strip()
    return named | {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": database("DATABASE_URL")}
# The same database as the role that owns its tables, for what changes them (network/database_rights.py).
OWNER_DATABASE = database("OWNER_DATABASE_URL") if env.str("OWNER_DATABASE_URL", default="") else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "network.User"
# Whatever is sent goes into the outbox first, in the transaction of what it tells; `manage.py send_mail` sends it on.
EMAIL_BACKEND = "network.mail.OutboxBackend"
_mail = env.str("MAIL_URL", default="") or ("" if HTTPS else (BASE_DIR / "var" / "mail").as_uri())
MAIL_TRANSPORT = mail.transport(_mail or required("MAIL_URL", mail.WHAT))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default=f"noreply@{_site.hostname}")
SHOW_MAIL = env.bool("SHOW_MAIL", default=False)
if SHOW_MAIL and (HTTPS or "folder" not in MAIL_TRANSPORT):
    raise ImproperlyConfigured("SHOW_MAIL is for a site of this machine alone whose mail is kept in files: unset it.")

# What `manage.py tidy_up` runs: functions of any floor that delete and say how many.
TIDY_UP = [
    "network.workflows.tidying.tidy_mails",
    "network.workflows.tidying.tidy_parked_forms",
    "network.workflows.tidying.tidy_idempotent_answers",
    "network.workflows.tidying.tidy_sessions",
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["config.formats"]

# Counts of requests and what else may be forgotten. One file that all workers of the machine share: in memory each
# worker would count for itself; Django's cache in files loses counts of two who add at once, and lists its whole
# folder for every entry; one in the database would write for every page that is read, and die with it.
CACHES = {
    "default": {
        "BACKEND": "config.shared_cache.SharedCache",
        "LOCATION": env.str("CACHE_FILE", default="") or str(BASE_DIR / "var" / "cache.sqlite3"),
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [BASE_DIR / "var" / "assets"]  # built by tools/assets.py
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What people add to fact sheets. No address leads there: pages that know who may see a file hand it out.
MEDIA_ROOT = env.str("MEDIA_ROOT", default="") or ("" if HTTPS else str(BASE_DIR / "var" / "media"))
MEDIA_ROOT = MEDIA_ROOT or required(
    "MEDIA_ROOT", "the folder that keeps the files people add, for example /srv/practices/media"
)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
FILE_UPLOAD_HANDLERS = [
    "practices.attachments.uploads.LimitInAll",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MAX_SIZE = (
    64 * 1024**2
)  # bytes of one request: all files of a fact sheet (practices/attachments/room.py), and a form
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2  # the same without files: a whole draft in several languages
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Security. `__Host-` binds a cookie to this host and to HTTPS; a browser refuses it over plain HTTP.
_cookie_prefix = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_cookie_prefix}session"
CSRF_COOKIE_NAME = f"{_cookie_prefix}csrf"
LANGUAGE_COOKIE_NAME = f"{_cookie_prefix}language"
PARKED_COOKIE_NAME = f"{_cookie_prefix}parked"
CSRF_FAILURE_VIEW = "config.refusals.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "config.messages.MessageCookie"
MESSAGE_COOKIE_NAME = f"{_cookie_prefix}messages"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "config.pagination.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "EXCEPTION_HANDLER": "config.problems.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["config.throttling.ClientThrottle"],
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Integration Practices API",
    "DESCRIPTION": (
        "Fact sheets on practices of integration of third-country nationals. Open to everybody, no key needed. The"
        " filters are those of the catalogue page: put /api/v1 in front of its address."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "ENABLE_DJANGO_DEPLOY_CHECK": False,  # it asks the tables, which do not stand yet; a test checks the schema
    "SORT_OPERATIONS": False,  # practices first, as in the router
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "DraftStateEnum": "practices.enums.DraftState",
        "SubmissionStateEnum": "practices.enums.SubmissionState",
    },
    "SERVERS": [{"url": SITE_URL}],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "config.request_log.RequestIdFilter"}},
    "formatters": {"json": {"()": "config.request_log.JsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Django logs every 4xx as a warning; the request log already has one line for each. pypdf quotes damaged files.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
        "pypdf": {"level": "CRITICAL"},
    },
}
