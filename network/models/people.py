"""People: who signs in, in which role, and for which organisation."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from network.constraints import filled, known
from network.enums import AffiliationState, Capacity, ConsentPurpose, MailKind, Role, SiteLanguage
from network.models.reference import Organisation
from network.querysets import AffiliationQuerySet

# The accounts whose names were read, while somebody asks.
_read: ContextVar[set[int] | None] = ContextVar("read", default=None)


@contextlib.contextmanager
def names_read() -> Iterator[set[int]]:
    """The accounts whose names are read within, as `called`: of whom a mail tells, whatever records it is made of."""
    numbers: set[int] = set()
    token = _read.set(numbers)
    try:
        yield numbers
    finally:
        _read.reset(token)


class UserManager(BaseUserManager["User"]):
    """Finds users, whose name is their e-mail address; workflows make them."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Finds the user whatever the capitals they typed."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, by e-mail."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language of mails"), max_length=2, choices=SiteLanguage, default=SiteLanguage.EN)
    unwanted_mail = ArrayField(
        models.CharField(max_length=30, choices=MailKind), verbose_name=_("mails not wanted"), default=list, blank=True
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("There is already an account with this e-mail address."),
            ),
            filled("user_has_an_email", "email"),
            known("user_language_known", "language", SiteLanguage),
            CheckConstraint(
                name="user_unwanted_mail_known",
                condition=Q(unwanted_mail__contained_by=MailKind.values),
                violation_error_message=_("Choose one of the values on offer."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def called(self) -> str:
        """What colleagues see: the name, or the part of the address before the @ where none was given."""
        read = _read.get()
        if read is not None:
            read.add(self.pk)
        return self.name or self.email.partition("@")[0]

    def has_role(self, *roles: Role) -> bool:
        """Whether any of these roles was granted; one query for all questions about the same person."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(self.roles.values_list("role", flat=True))
        return self.is_active and not self._roles.isdisjoint(roles)


class RoleGrant(models.Model):
    """A role beyond that of an officer; whoever has a confirmed affiliation is one without any grant."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="roles_granted"
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            known("role_known", "role", Role),
            UniqueConstraint(
                fields=["user", "role"],
                name="role_granted_once",
                violation_error_message=_("This person already has this role."),
            ),
        ]

    def __str__(self) -> str:
        return str(Role(self.role).label)


class Affiliation(models.Model):
    """A person's place in an organisation: asked for, then confirmed or refused, ended one day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="affiliations"
    )
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity, blank=True)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    may_submit = models.BooleanField(_("may submit fact sheets on its behalf"), default=True)
    may_sign = models.BooleanField(_("may sign on its behalf"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=AffiliationState, default=AffiliationState.ASKED)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="affiliations_decided"
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            known("affiliation_capacity_known", "capacity", Capacity, blank=True),
            known("affiliation_state_known", "state", AffiliationState),
            CheckConstraint(
                name="affiliation_ends_after_it_begins",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("An affiliation does not end before it begins."),
            ),
            CheckConstraint(
                name="affiliation_decided_with_its_date",
                condition=Q(state=AffiliationState.ASKED, decided_at__isnull=True)
                | (~Q(state=AffiliationState.ASKED) & Q(decided_at__isnull=False)),
                violation_error_message=_("A decision has its date, and a question has none yet."),
            ),
            UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(state__in=[AffiliationState.ASKED, AffiliationState.CONFIRMED]),
                name="affiliation_open_once",
                violation_error_message=_("You already belong to this organisation, or have asked to."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id}: {self.state}"


class Consent(models.Model):
    """What a person agreed to, in which words and when, and when they took it back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose)
    subject = models.CharField(_("concerning"), max_length=120, blank=True)
    wording = models.TextField(_("wording"))
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            known("consent_purpose_known", "purpose", ConsentPurpose),
            filled("consent_keeps_its_wording", "wording"),
            UniqueConstraint(
                fields=["user", "purpose", "subject"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_given_once",
                violation_error_message=_("This consent has been given already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"
