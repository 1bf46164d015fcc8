"""Every form of the network; import them from here."""

from network.forms.accounts import SignInForm
from network.forms.mail import MailSettingsForm

__all__ = ["MailSettingsForm", "SignInForm"]
