"""Why a run ends without figures; each message is fit for whoever started it."""


class BenchmarkError(Exception):
    """The run cannot go on."""


class DisagreementError(BenchmarkError):
    """Two rivals gave different answers; the message names them, the search and the difference."""


class ServerError(BenchmarkError):
    """A server did not start; the message names its log."""


class TooFewWordsError(BenchmarkError):
    """The catalogue holds too few words of the wanted frequency."""


class RefusedError(BenchmarkError):
    """A server answered with something else than 200; the message says what."""
