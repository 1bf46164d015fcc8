"""Fact sheets picked by hand: their slugs stand in the address and nowhere else."""

import re
from dataclasses import dataclass, replace
from typing import Self

from django.http import QueryDict
from django.urls import reverse

# The parameters: `practice` once for each on the page of the list; all in one on pages that only carry them along.
PRACTICE, PICKED = "practice", "picked"
# The name that the list has on somebody's account, and the search to which one goes back.
LIST_NAME, SEARCH = "list_name", "search"

LONGEST_NAME = 120
_SLUG = re.compile(r"[-\w]{1,120}", re.ASCII)
_NAME = re.compile(rf"[^\x00-\x1f\x7f-\x9f]{{0,{LONGEST_NAME}}}")


def could_be_slug(text: str) -> bool:
    """Whether it is worth asking for."""
    return _SLUG.fullmatch(text) is not None


@dataclass(frozen=True)
class Picks:
    """Slugs in their order, each once; with them the name of the list and the query of the search they come from."""

    slugs: tuple[str, ...] = ()
    list_name: str = ""
    search: str = ""

    @classmethod
    def of_list(cls, query: QueryDict) -> Self:
        """As the page of the list has them, whatever was written there."""
        slugs = (slug for slug in query.getlist(PRACTICE) if slug)
        return cls(tuple(dict.fromkeys(slugs)), _name_in(query), query.get(SEARCH, ""))

    @classmethod
    def carried(cls, query: QueryDict) -> Self:
        """As a page carries them whose other parameters are a search; what cannot be a slug is left behind."""
        slugs = (slug for slug in query.get(PICKED, "").split(",") if could_be_slug(slug))
        return cls(tuple(dict.fromkeys(slugs)), _name_in(query), _search_of(query).urlencode())

    def only(self, slugs: tuple[str, ...]) -> Self:
        """The same list with other entries."""
        return replace(self, slugs=slugs)

    def with_one(self, slug: str) -> Self:
        """With one more at its end, if it is not there yet."""
        return self.only(tuple(dict.fromkeys((*self.slugs, slug))))

    def without(self, slug: str) -> Self:
        """With one taken away."""
        return self.only(tuple(each for each in self.slugs if each != slug))

    def moved(self, slug: str, steps: int) -> Self:
        """With one moved towards the start (less than nothing) or the end, as far as that goes."""
        if slug not in self.slugs:
            return self
        rest = [each for each in self.slugs if each != slug]
        rest.insert(max(0, self.slugs.index(slug) + steps), slug)
        return self.only(tuple(rest))

    @property
    def list_address(self) -> str:
        """The page of the list."""
        return _address("practices:list", self._query())

    @property
    def shared_address(self) -> str:
        """The page of the list as others may have it: without where it came from and what its owner calls it."""
        return _address("practices:list", Picks(self.slugs)._query())

    @property
    def asked_for(self) -> str:
        """The parameters that ask for just these, wherever that can be done."""
        return Picks(self.slugs)._query().urlencode()

    @property
    def compare_address(self) -> str:
        """Side by side."""
        return _address("practices:compare", Picks(self.slugs)._query())

    @property
    def catalogue_address(self) -> str:
        """The search that they come from, ready for more."""
        query = _search_of(QueryDict(self.search))
        query.update(self.beside)
        return _address("practices:catalogue", query)

    @property
    def carried_along(self) -> str:
        """What goes behind the address of a page that carries them along."""
        query = QueryDict(mutable=True)
        query.update(self.beside)
        return f"?{query.urlencode(safe=',')}" if query else ""

    @property
    def beside(self) -> dict[str, str]:
        """The parameters that carry them along."""
        carried = {PICKED: ",".join(self.slugs), LIST_NAME: self.list_name if self.slugs else ""}
        return {name: value for name, value in carried.items() if value}

    def _query(self) -> QueryDict:
        query = QueryDict(mutable=True)
        query.setlist(PRACTICE, list(self.slugs))
        for name, value in ((LIST_NAME, self.list_name), (SEARCH, self.search)):
            if value:
                query[name] = value
        return query


def _name_in(query: QueryDict) -> str:
    """What could be the name of a list; what could not is nobody's."""
    name = query.get(LIST_NAME, "")
    return name if _NAME.fullmatch(name) else ""


def _search_of(query: QueryDict) -> QueryDict:
    """The parameters without those of the picks."""
    search = query.copy()
    for name in (PICKED, LIST_NAME):
        search.pop(name, None)
    return search


def _address(name: str, query: QueryDict) -> str:
    asked = query.urlencode(safe=",")
    return f"{reverse(name)}?{asked}" if asked else reverse(name)
