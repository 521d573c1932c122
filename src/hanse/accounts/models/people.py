"""People who sign in. E-mail is the name; there are no user names to forget."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hanse.accounts.choices import Role


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an e-mail address."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=300, blank=True)
    addressed_as = models.CharField(_("how to address the person"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
    birth_on = models.DateField(_("day of birth"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.PERSON)
    areas = models.JSONField(_("areas that a programme manager keeps"), default=list, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_example = models.BooleanField(_("invented for the demonstration"), default=False)
    created_at = models.DateTimeField(_("since"), default=timezone.now)
    last_seen_on = models.DateField(_("last seen on"), null=True, blank=True)

    # Set on the person of a request whose session lacks the second factor that is demanded of them (ADR 0012).
    is_held_back = False

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_email_whatever_capitals"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="accounts_role_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def has_usable_password(self) -> bool:
        """Whether there is a password; a row that never had one counts as without."""
        return bool(self.password) and super().has_usable_password()

    @property
    def has_office(self) -> bool:
        """Whether this person's role is one of the secretariat's, whatever the present session has shown."""
        return self.is_active and self.role in (Role.SECRETARIAT, Role.MANAGER)

    @property
    def is_secretariat(self) -> bool:
        """Whether this person works at the secretariat, and has shown who they are as far as that demands."""
        return self.has_office and not self.is_held_back

    @property
    def is_administrator(self) -> bool:
        """Whether this person keeps everything, and says who else may."""
        return self.is_secretariat and self.role == Role.SECRETARIAT
