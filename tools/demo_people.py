"""The people of the demo: one account of each role, all with one password. Production has none of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from network.models import User  # only for its name: the apps are not ready when this is read


@dataclass(frozen=True)
class Person:
    """Somebody made up, and what they are: a role, or a job in an organisation of the catalogue."""

    email: str
    name: str
    role: str = ""
    organisation: str = ""
    job_title: str = ""
    capacity: str = ""
    may_sign: bool = False

    @property
    def what(self) -> str:
        """As it is printed."""
        return self.role or f"officer of {self.organisation}"


ESPOO, CAMBALACHE = "Espoon kaupunki", "Associazione di promozione sociale Cambalache"
PEOPLE = (
    Person("secretariat@example.org", "Clara Klein", role="secretariat"),
    Person("reviewer@example.org", "Raúl Ríos", role="reviewer"),
    Person("staff@example.org", "Stéphane Simon", role="staff"),
    Person("officer@example.org", "Oona Ojala", "", ESPOO, "Integration officer", "administrator", may_sign=True),
    Person("colleague@example.org", "Kalle Kivi", "", ESPOO, "Project manager", "project_manager"),
    Person("partner@example.org", "Paola Prati", "", CAMBALACHE, "Project manager", "project_manager"),
)


def settle(password: str) -> None:
    """Opens the accounts and gives everybody their role or place, as far as they do not have it."""
    from network.enums import Role
    from network.workflows import grant_role, open_account

    users = {
        person.email: open_account(email=person.email, password=password, name=person.name, by=None)
        for person in PEOPLE
    }
    for person in PEOPLE:
        user = users[person.email]
        if person.role and not user.roles.filter(role=person.role).exists():
            grant_role(user=user, role=Role(person.role), by=None)
        if person.organisation:
            _settle_in(person, user, by=users["secretariat@example.org"])


def _settle_in(person: Person, user: "User", *, by: "User") -> None:
    from network.models import Organisation
    from network.workflows import ask_to_join, confirm_affiliation, set_affiliation_rights

    organisation = Organisation.objects.filter(name=person.organisation).first()
    if organisation is None or user.affiliations.confirmed().filter(organisation=organisation).exists():
        return
    place = ask_to_join(organisation=organisation, job_title=person.job_title, capacity=person.capacity, by=user)
    confirm_affiliation(affiliation=place, by=by)
    set_affiliation_rights(affiliation=place, may_submit=True, may_sign=person.may_sign, by=by)
