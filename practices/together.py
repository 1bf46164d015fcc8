"""What authors of a draft see of each other."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from practices.models import Comment, Draft
from practices.writing import BY_NAME

# A page that is open says so every twenty seconds; who has not for a minute has left.
HERE_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class Here:
    """Somebody who has the draft open just now, and which section."""

    name: str
    section: str

    @property
    def said(self) -> str:
        """In a sentence."""
        if self.section in BY_NAME:
            return _("%(name)s is in “%(section)s”.") % {"name": self.name, "section": BY_NAME[self.section].title}
        return _("%(name)s is looking at the draft.") % {"name": self.name}


def who_is_here(draft: Draft, reader: User) -> list[Here]:
    """The others who have the draft open, as far as they may still see it."""
    recent = draft.presences.filter(seen_at__gte=timezone.now() - HERE_FOR).exclude(user=reader)
    return [
        Here(one.user.called, one.section)
        for one in recent.select_related("user").order_by("seen_at", "pk")
        if Draft.objects.of(one.user).filter(pk=draft.pk).exists()
    ]


def comments_on(draft: Draft, section: str = "") -> list[Comment]:
    """Of a section or of all, those that are settled last."""
    found = draft.comments.select_related("author", "settled_by").order_by("settled_at", "pk")
    comments = list(found.filter(section=section) if section else found)
    return sorted(comments, key=lambda comment: (comment.settled_at is not None, comment.pk))
