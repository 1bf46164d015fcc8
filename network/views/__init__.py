"""Every page of the network; addresses refer to them here."""

from network.views.accounts import SignInView, SignOutView, account

__all__ = ["SignInView", "SignOutView", "account"]
