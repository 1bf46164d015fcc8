"""The gap coach: what a draft supports so far of the study's five criteria, its evidence level, and what raises both.

The criteria are those of the CSES study (1.3); which fields speak for which of them is this project's reading of it.
The levels are those of `PracticeQuerySet.with_evidence_level`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from practices.enums import Criterion, EvaluationMethod, EvidenceLevel
from practices.writing.assemble import Reading

# Fewer characters than this are a heading, not an account.
SAYS_SOMETHING = 120


@dataclass(frozen=True)
class Step:
    """One thing that a fact sheet can say: the field where, and whether it is there."""

    advice: Any
    section: str
    key: str
    done: bool


@dataclass(frozen=True)
class Advice:
    """A criterion: what it asks, and what of it the fact sheet shows so far."""

    criterion: Criterion
    question: Any
    steps: tuple[Step, ...]

    @property
    def met(self) -> int:
        """How many of the steps are done."""
        return sum(step.done for step in self.steps)

    @property
    def supported(self) -> bool:
        """Whether a reviewer has all that the criterion asks for."""
        return self.met == len(self.steps)


@dataclass(frozen=True)
class Rung:
    """A level of evidence: whether the draft reaches it, and what would take it there."""

    level: EvidenceLevel
    reached: bool
    step: Step | None


QUESTIONS = {
    Criterion.RELEVANCE: _("Do the objectives answer a need of third-country nationals that you name?"),
    Criterion.EFFECTIVENESS: _("Was achieved what was aimed at, and if not, what would help?"),
    Criterion.EFFICIENCY: _("What did it cost, and what came of the money?"),
    Criterion.IMPACT: _("What changed because of it, that would not have changed without it?"),
    Criterion.SUSTAINABILITY: _("Will what was achieved last, here or elsewhere?"),
}


class Draft:
    """What a draft says, asked by section and key; texts count in the language that says most."""

    def __init__(self, reading: Reading) -> None:
        self._sections = reading.sections

    def value(self, section: str, key: str) -> Any:
        """Of a field that stands once."""
        understood = self._sections.get((section, ""))
        return understood.values.get(key) if understood else None

    def tells(self, section: str, key: str) -> bool:
        """Whether a text says more than a few words, in any language."""
        texts = [read.values.get(key) or "" for (name, _), read in self._sections.items() if name == section]
        return any(len(text.strip()) >= SAYS_SOMETHING for text in texts)


def advise(reading: Reading) -> list[Advice]:
    """The five criteria in the order of the study."""
    draft = Draft(reading)
    return [
        Advice(criterion, QUESTIONS[criterion], tuple(step(draft) for step in steps))
        for criterion, steps in _STEPS.items()
    ]


def ladder(reading: Reading) -> list[Rung]:
    """The levels of evidence, weakest first; each says what is missing for it as long as it is not reached."""
    draft = Draft(reading)
    level = evidence_of(draft)
    levels = list(EvidenceLevel)
    reached = levels.index(level)
    return [
        Rung(one, position <= reached, _RUNGS[one](draft) if one in _RUNGS and position > reached else None)
        for position, one in enumerate(levels)
    ]


def evidence_of(draft: Draft) -> EvidenceLevel:
    """The strongest level that holds, by the rule of the catalogue."""
    method = draft.value("results", "evaluation")
    if draft.value("results", "replicated"):
        return EvidenceLevel.REPLICATED
    if method in {EvaluationMethod.EXTERNAL, EvaluationMethod.BOTH}:
        return EvidenceLevel.INDEPENDENTLY_EVALUATED
    if method == EvaluationMethod.INTERNAL:
        return EvidenceLevel.EVALUATED
    return EvidenceLevel.MONITORED if draft.value("results", "indicators") else EvidenceLevel.CLAIMED


def _text(section: str, key: str, advice: Any) -> Callable[[Draft], Step]:
    return lambda draft: Step(advice, section, key, draft.tells(section, key))


def _fact(section: str, key: str, advice: Any) -> Callable[[Draft], Step]:
    return lambda draft: Step(advice, section, key, draft.value(section, key) not in (None, "", [], False))


def _baseline(draft: Draft) -> Step:
    rows = draft.value("results", "indicators") or []
    done = any(row.get("value") is not None and row.get("baseline_value") is not None for row in rows)
    return Step(_("Give one figure with its value before the work began."), "results", "indicators", done)


def _evaluated(draft: Draft) -> Step:
    judged = {EvaluationMethod.INTERNAL, EvaluationMethod.EXTERNAL, EvaluationMethod.BOTH}
    done = draft.value("results", "evaluation") in judged
    return Step(_("Say who evaluated it: you, or somebody independent."), "results", "evaluation", done)


def _secured(draft: Draft) -> Step:
    rows = draft.value("money", "funding") or []
    return Step(_("Say where the money comes from, one row for each source."), "money", "funding", bool(rows))


_STEPS: dict[Criterion, tuple[Callable[[Draft], Step], ...]] = {
    Criterion.RELEVANCE: (
        _text("story", "policy_challenges", _("Describe the problem it tackles, with what you know of its size.")),
        _text("story", "specific_objectives", _("Say what should be different in the end.")),
        _text("story", "target_groups", _("Say whom it is for and how they are found.")),
    ),
    Criterion.EFFECTIVENESS: (
        _fact("results", "objectives_achieved", _("Say whether the objectives were achieved.")),
        _text("lessons", "outcomes", _("Tell what changed, and what did not.")),
        _fact("results", "indicators", _("Give at least one outcome figure.")),
    ),
    Criterion.EFFICIENCY: (
        _fact("money", "amount", _("Give the budget, if only roughly.")),
        _secured,
        _fact("results", "beneficiaries", _("Say how many people it reached.")),
    ),
    Criterion.IMPACT: (
        _baseline,
        _evaluated,
        _text("lessons", "evaluation", _("Tell how it was evaluated and what was found.")),
    ),
    Criterion.SUSTAINABILITY: (
        _text("lessons", "scope_for_replication", _("Say what another place needs to do it.")),
        _text("work", "staff_training", _("Say what those who do the work have learned for it.")),
        _text("work", "relations", _("Say which programmes and partners carry it on.")),
    ),
}

_RUNGS: dict[EvidenceLevel, Callable[[Draft], Step]] = {
    EvidenceLevel.MONITORED: _fact("results", "indicators", _("Give at least one outcome figure.")),
    EvidenceLevel.EVALUATED: _fact(
        "results", "evaluation", _("Look back at it yourselves, and tell how: an internal evaluation.")
    ),
    EvidenceLevel.INDEPENDENTLY_EVALUATED: _fact(
        "results", "evaluation", _("Let somebody independent evaluate it, a university for example.")
    ),
    EvidenceLevel.REPLICATED: _fact("results", "replicated", _("Say where it has been taken over, if it has.")),
}
