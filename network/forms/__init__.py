"""Every form of the network; import them from here."""

from network.forms.accounts import SignInForm

__all__ = ["SignInForm"]
