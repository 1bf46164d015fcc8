"""Ways into the catalogue and out of it; import them from here."""

from practices.resources.catalogue_files import Loaded, load_catalogue

__all__ = ["Loaded", "load_catalogue"]
