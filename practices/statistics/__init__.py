"""The study's tables over any search: counted once, shown as page, CSV and JSON; import them from here."""

from practices.statistics.as_csv import as_csv
from practices.statistics.search import Search
from practices.statistics.subjects import SUBJECTS, Subject
from practices.statistics.tables import Cell, Row, Statistics, Table

__all__ = ["SUBJECTS", "Cell", "Row", "Search", "Statistics", "Subject", "Table", "as_csv"]
