"""Which roles the reader has, for what a page offers to a role alone."""

from django import template
from django.contrib.auth.models import AnonymousUser

from network.enums import Role
from network.models import User

register = template.Library()


@register.filter
def has_role(user: User | AnonymousUser, role: str) -> bool:
    """`{% if user|has_role:"secretariat" %}`: one query a page, whatever is asked of the same person."""
    return isinstance(user, User) and user.has_role(Role(role))
