"""What is asked while somebody types."""

from django.utils.translation import gettext_lazy as _

from practices.filters.strict import StrictFilterSet
from practices.filters.words import TextFilter
from practices.models import Practice
from practices.picks import PICKED


class CompletionFilterSet(StrictFilterSet):
    """What was typed so far, and nothing else."""

    beside = frozenset()
    of_the_page = frozenset({PICKED})  # fact sheets ticked on the page go along with whatever it asks
    q = TextFilter(label=_("What was typed so far"))

    class Meta:
        model = Practice
        fields: tuple[str, ...] = ()
