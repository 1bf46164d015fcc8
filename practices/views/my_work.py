"""One page for whoever works here: what waits for them, what they write, what others have to decide, what is out."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.access import signed_in
from network.enums import Role
from network.models import Affiliation, Organisation, User
from practices.enums import DraftState
from practices.models import Comment, Draft, Invitation, Practice, Submission
from practices.workflows.together import standing_invitations, token_of

# Of what is over, as much as somebody may still look for; the rest is found through the fact sheets.
LATEST = 20


@dataclass
class Work:
    """What the page shows, list by list."""

    requested: list[Draft] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    invitations: list[dict[str, Any]] = field(default_factory=list)
    asking: list[Affiliation] = field(default_factory=list)
    reviews: list[Submission] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    submitted: list[Draft] = field(default_factory=list)
    invited: list[Invitation] = field(default_factory=list)
    asked: list[Affiliation] = field(default_factory=list)
    published: list[Practice] = field(default_factory=list)
    closed: list[Draft] = field(default_factory=list)

    @property
    def to_answer(self) -> int:
        """How many things wait for this person."""
        return len(self.requested) + len(self.comments) + len(self.invitations) + len(self.asking) + len(self.reviews)


@signed_in
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Of the person who is signed in; a fixed number of queries, however much there is."""
    assert isinstance(request.user, User)
    user = request.user
    context = {
        "work": work_of(user),
        "organisations": list(Organisation.objects.of(user).order_by("name")),
        "reviewer": user.has_role(Role.REVIEWER),
    }
    return render(request, "practices/my_work.html", context)


def work_of(user: User) -> Work:
    """Gathers the lists, each with what waits longest first."""
    mine = Draft.objects.of(user).select_related("organisation", "practice")
    by_state: dict[str, list[Draft]] = {}
    for draft in mine.open().order_by("updated_at", "pk"):
        by_state.setdefault(draft.state, []).append(draft)
    standing = standing_invitations()
    to_me = standing.filter(email__iexact=user.email).select_related("draft__organisation", "invited_by")
    return Work(
        requested=by_state.get(DraftState.CHANGES_REQUESTED, []),
        comments=_comments(user),
        invitations=[{"invitation": one, "token": token_of(one)} for one in to_me.order_by("made_at", "pk")],
        asking=_asking(user),
        reviews=_reviews(user),
        drafts=by_state.get(DraftState.EDITING, []),
        submitted=by_state.get(DraftState.SUBMITTED, []),
        invited=list(standing.filter(invited_by=user).select_related("draft").order_by("made_at", "pk")),
        asked=list(user.affiliations.waiting().select_related("organisation").order_by("asked_at", "pk")),
        published=_published(user),
        closed=list(
            mine.filter(state__in=[DraftState.DECLINED, DraftState.WITHDRAWN]).order_by("-updated_at", "-pk")[:LATEST]
        ),
    )


def _comments(user: User) -> list[Comment]:
    """Of others, not yet settled, on drafts on which work goes on."""
    drafts = Draft.objects.of(user).open().values("pk")
    found = Comment.objects.filter(draft__in=drafts, settled_at=None).exclude(author=user)
    return list(found.select_related("draft", "author").order_by("written_at", "pk")[:LATEST])


def _asking(user: User) -> list[Affiliation]:
    """Who asks to join an organisation of theirs."""
    organisations = Organisation.objects.of(user).values("pk")
    asking = Affiliation.objects.waiting().filter(organisation__in=organisations).exclude(user=user)
    return list(asking.select_related("user", "organisation").order_by("asked_at", "pk"))


def _reviews(user: User) -> list[Submission]:
    """Submissions that they took or were handed."""
    if not user.has_role(Role.REVIEWER):
        return []
    return list(Submission.objects.waiting().filter(reviewer=user).select_related("draft__organisation"))


def _published(user: User) -> list[Practice]:
    """Fact sheets of their organisations, and those that they wrote along."""
    organisations = Organisation.objects.of(user).values("pk")
    written = Draft.objects.of(user).filter(practice__isnull=False).values("practice")
    found = Practice.objects.filter(Q(organiser__in=organisations) | Q(pk__in=written))
    return list(found.with_title(get_language() or "en").order_by("-updated_at", "-pk")[:LATEST])
