"""The catalogue's pages; import them from here."""

from practices.views.catalogue import catalogue
from practices.views.fact_sheet import fact_sheet
from practices.views.gallery import gallery
from practices.views.home import home
from practices.views.organisations import organisation

__all__ = ["catalogue", "fact_sheet", "gallery", "home", "organisation"]
