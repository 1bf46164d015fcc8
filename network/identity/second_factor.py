"""The second factor: how its secrets are kept and how they come into an app."""

import base64
from io import BytesIO

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted by the site's secret key: a copy of the database alone opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or no longer. Type the one that your app shows now."),
    }

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        return str(settings.SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an `svg` element without a size or a style of its own; the page's stylesheet gives both."""
        image = qrcode.make(url, image_factory=SvgPathImage, border=2)
        drawn = BytesIO()
        image.save(drawn)
        _prolog, _start, picture = drawn.getvalue().decode().partition("<svg")
        return f"<svg{picture}"

    def encrypt(self, text: str) -> str:
        """Encrypted, and signed against changes."""
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself.

        Raises:
            InvalidToken: it was changed, or the site's secret key is another.
        """
        return _ciphers().decrypt(encrypted_text.encode()).decode()


def _ciphers() -> MultiFernet:
    """The cipher of today's secret key first, then those of the keys before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(secret))) for secret in keys])


def _key(secret: str | bytes) -> bytes:
    return salted_hmac("network.second_factor", "cipher", secret=secret, algorithm="sha256").digest()
