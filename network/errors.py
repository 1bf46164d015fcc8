"""What can go wrong in the network, in words fit for a user."""

from collections.abc import Mapping


class InvalidRecord(Exception):
    """A record breaks rules; `faults` maps each field to what is wrong with it."""

    def __init__(self, faults: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(f"{field}: {' '.join(messages)}" for field, messages in faults.items()))
        self.faults = faults


class Refusal(Exception):
    """What was asked for was not done; the message tells the person why, and what they can do."""


class NotAllowed(Refusal):
    """It is not theirs to do; the message says whose it is."""


class Overtaken(Refusal):
    """Somebody else was quicker; the message says who did what, and when."""
