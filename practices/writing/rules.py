"""Rules of the database that a whole fact sheet breaks, told by the fields of the form."""

from network.errors import InvalidRecord
from practices.data import FactSheetData
from practices.mistakes import in_rules
from practices.models import Practice
from practices.writing.assemble import locate
from practices.writing.interpret import Problem


def problems_in(error: InvalidRecord, content: FactSheetData) -> list[Problem]:
    """One problem for each rule, at the first field that it is about."""
    return [locate(where, rule) for where, rule in in_rules(error, Practice, content)]
