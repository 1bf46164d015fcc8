"""What the project's own fact sheets look like, as far as made-up ones follow them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.wording import Wording

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
# What a value weighs that no real fact sheet has.
UNSEEN = 0.5


@dataclass(frozen=True)
class Choice:
    """Values to choose from, the frequent ones more often."""

    values: Sequence[Any]
    cumulated: Sequence[float]

    @classmethod
    def among(cls, offered: Iterable[Any], met: Iterable[Any]) -> "Choice":
        """As often as they were met, and a little of those that were not."""
        counts = Counter(met)
        values = list(offered)
        return cls(values, list(accumulate(counts[value] + UNSEEN for value in values)))

    def one(self, chance: Random) -> Any:
        """One of them."""
        return chance.choices(self.values, cum_weights=self.cumulated)[0]

    def some(self, chance: Random, count: int) -> list[Any]:
        """So many different ones, or all where there are fewer."""
        chosen: dict[Any, None] = {}
        while len(chosen) < min(count, len(self.values)):
            chosen[self.one(chance)] = None
        return list(chosen)


@dataclass(frozen=True)
class Reality:
    """The real fact sheets, their texts and organisations.

    `lengths` holds for each text how many words its title, summary and sections have; `choices` the values of each
    facet, by the names of the files' keys.
    """

    sheets: Sequence[Mapping[str, Any]]
    organisations: Sequence[Mapping[str, Any]]
    lengths: Sequence[Mapping[str, int]]
    wordings: Mapping[str, Wording]
    choices: Mapping[str, Choice]

    @classmethod
    def read(cls) -> "Reality":
        """From the files in `fixtures/`."""
        sheets = [sheet for file in sorted((FIXTURES / "practices").glob("*.yaml")) for sheet in _read(file)]
        organisations = _read(FIXTURES / "organisations.yaml")
        texts = [(language, text) for sheet in sheets for language, text in sheet["texts"].items()]
        by_language: dict[str, list[str]] = {}
        for language, text in texts:
            by_language.setdefault(language, []).extend(text.values())
        return cls(
            sheets=sheets,
            organisations=organisations,
            lengths=[{part: len(said.split()) for part, said in text.items()} for _language, text in texts],
            wordings={language: Wording(said) for language, said in sorted(by_language.items())},
            choices=_choices(sheets, organisations),
        )


def _choices(sheets: Sequence[Mapping[str, Any]], organisations: Sequence[Mapping[str, Any]]) -> dict[str, Choice]:
    codes = {
        name: [entry["code"] for entry in _read(FIXTURES / "vocabulary" / f"{name}.yaml")]
        for name in ("countries", "themes", "aims", "target-groups")
    }
    several = {"themes": "themes", "aims": "aims", "target-groups": "target_groups", "countries": "countries"}
    choices = {
        key: Choice.among(codes[name], (value for sheet in sheets for value in sheet[key]))
        for name, key in several.items()
    }
    for key in ("scope", "dimension"):
        met = [sheet[key] for sheet in sheets]
        choices[key] = Choice.among(sorted(set(met)), met)
    for key, field in (("funding", "level"), ("partners", "kind"), ("indicators", "unit")):
        met = [entry[field] for sheet in sheets for entry in sheet.get(key, [])]
        choices[key] = Choice.among(sorted(set(met)), met)
    kinds = [organisation["kind"] for organisation in organisations]
    choices["kind"] = Choice.among(sorted(set(kinds)), kinds)
    return choices


def _read(file: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return entries
