"""The settings of accounts: signing up and in, sessions, second factors, an identity provider (django-allauth)."""

from environ import Env as _Env

from config import identity as _identity

_env = _Env()


def limits(factor: float) -> dict[str, str]:
    """How often somebody may try to get in (ASVS 5.0, 6.3.1), in allauth's words: per address, client or account.

    Args:
        factor: by how much every number is multiplied.
    """

    def often(number: int, time: str) -> str:
        return f"{max(1, int(number * factor))}/{time}"

    return {
        "login": often(30, "m/ip"),
        "login_failed": f"{often(10, 'm/ip')},{often(5, '5m/key')}",
        "signup": often(20, "m/ip"),
        "confirm_email": often(1, "3m/key"),
        "reset_password": f"{often(20, 'm/ip')},{often(5, 'h/key')}",
        "reset_password_from_key": often(20, "m/ip"),
        "reauthenticate": often(10, "m/user"),
        "change_password": often(5, "m/user"),
        "manage_email": often(10, "m/user"),
    }


AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "network.identity.passwords.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "network.identity.passwords.SiteWordsValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "network:account"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3600
# A session ends twelve hours after signing in, however much it is used (ASVS 5.0, 7.3.2), and has had a new key since
# then (7.2.4): network/identity/accounts.py. That is its limit without use as well (7.3.1): reading writes nothing, so
# no page prolongs a session, and what concerns an account's safety asks for the password every five minutes (7.5.1).
SESSION_COOKIE_AGE = 12 * 3600

# Accounts, by django-allauth.
ACCOUNT_ADAPTER = "network.identity.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "network.forms.accounts.NewAddressForm",
    "change_password": "network.forms.accounts.ChangePasswordForm",
    "login": "network.forms.accounts.SignInForm",
    "reauthenticate": "network.forms.accounts.ConfirmForm",
    "reset_password": "network.forms.accounts.ForgottenPasswordForm",
    "reset_password_from_key": "network.forms.accounts.NewPasswordForm",
    "set_password": "network.forms.accounts.FirstPasswordForm",
    "signup": "network.forms.accounts.SignUpForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one takes its place once confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever changes how an account is entered is told by mail (6.3.7)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True  # nobody learns by signing up or by a lost password who has an account (6.3.8)
ACCOUNT_RATE_LIMITS = limits(_env.float("RATE_LIMIT_FACTOR", default=1.0))
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# allauth's own generator writes while it checks a link; Django's knows the address, too.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  # a path
MFA_ADAPTER = "network.identity.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "network.forms.second_factor.SetUpForm",
    "authenticate": "network.forms.second_factor.CodeForm",
    "reauthenticate": "network.forms.second_factor.ConfirmByCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]  # security keys cannot be used without a script
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the only address that can be unverified here is the one somebody is changing to
# An identity provider, such as EU Login, by OpenID Connect: off unless its variables are set.
IDENTITY_PROVIDER_ID = _identity.PROVIDER_ID
_given = {
    "OIDC_SERVER_URL": _env.str("OIDC_SERVER_URL", default=""),
    "OIDC_CLIENT_ID": _env.str("OIDC_CLIENT_ID", default=""),
    "OIDC_CLIENT_SECRET": _env.str("OIDC_CLIENT_SECRET", default=""),
}
_oidc = _identity.apps(_given, name=_env.str("OIDC_NAME", default="EU Login"))
IDENTITY_PROVIDER = _oidc[0]["name"] if _oidc else ""
SOCIALACCOUNT_ADAPTER = "network.identity.connected.ConnectedAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "network.forms.accounts.ConnectedSignUpForm"}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "network.identity.provider.IdentityProvider", "APPS": _oidc}
}
