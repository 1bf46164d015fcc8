"""What a password may not be made of here."""

import re

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.models import User

# What somebody guesses first who knows which site it is (ASVS 5.0, 6.1.2 and 6.2.11).
WORDS = (
    "integration",
    "practices",
    "practice",
    "migration",
    "migrants",
    "regions",
    "committee",
    "commission",
    "european",
    "europe",
    "reviewer",
    "secretariat",
    "factsheet",
    "password",
    "of",
    "the",
    "eu",
)
MADE_OF_THEM = re.compile(f"(?:{'|'.join(WORDS)})+")
# What is put before and after a common password to make it long enough, and letters in disguise.
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
DISGUISED = str.maketrans("@01345$", "aoleass")


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Refuses common passwords, also with digits and signs around them, or some in the place of letters.

    Few common passwords are as long as one must be here: what is common is to make one longer (ASVS 5.0, 6.2.4).
    """

    def validate(self, password: str, user: User | None = None) -> None:
        """Looks at it as it is, and at its core.

        Raises:
            ValidationError: one of them is common.
        """
        super().validate(password, user)
        if core := AROUND.sub("", password.lower()):
            super().validate(core.translate(DISGUISED), user)


class SiteWordsValidator:
    """Refuses a password that is nothing but words of the site once digits, signs and capitals are left out."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Looks at its letters alone.

        Raises:
            ValidationError: they are words of the site.
        """
        letters = "".join(letter for letter in password.lower() if letter.isalpha())
        if MADE_OF_THEM.fullmatch(letters):
            raise ValidationError(_("This password is made of words that stand on this site: add others."))

    def get_help_text(self) -> str:
        """For the form."""
        return _("Your password cannot be made of words of this site alone.")
