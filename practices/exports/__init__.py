"""Searches as files to work on: which rows, and how each kind of file is written; import it from here."""

from practices.exports.csv_file import csv_lines
from practices.exports.neutral import neutral
from practices.exports.rows import Keys, found, header, picked, read
from practices.exports.xlsx_file import MOST_ROWS, write_xlsx

__all__ = ["MOST_ROWS", "Keys", "csv_lines", "found", "header", "neutral", "picked", "read", "write_xlsx"]
