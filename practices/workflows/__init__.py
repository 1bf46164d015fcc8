"""Every write of the catalogue; import them from here."""

from practices.data import CollectionData, FactSheetData, ThemeData, WordData
from practices.workflows.fact_sheets import References, write_practice
from practices.workflows.saved_lists import delete_list, rename_list, save_list
from practices.workflows.vocabulary import write_collection, write_theme, write_word

__all__ = [
    "CollectionData",
    "FactSheetData",
    "References",
    "ThemeData",
    "WordData",
    "delete_list",
    "rename_list",
    "save_list",
    "write_collection",
    "write_practice",
    "write_theme",
    "write_word",
]
