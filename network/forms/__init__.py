"""Every form of the network; import them from here."""

from network.forms.accounts import SignInForm
from network.forms.affiliations import JoinForm, ReasonForm, RightsForm
from network.forms.details import DetailsForm
from network.forms.mail import MailSettingsForm
from network.forms.organisations import FindForm, OrganisationForm
from network.forms.roles import PersonForm, RoleForm
from network.forms.tokens import TokenForm
from network.forms.trail import TrailForm

__all__ = [
    "DetailsForm",
    "FindForm",
    "JoinForm",
    "MailSettingsForm",
    "OrganisationForm",
    "PersonForm",
    "ReasonForm",
    "RightsForm",
    "RoleForm",
    "SignInForm",
    "TokenForm",
    "TrailForm",
]
