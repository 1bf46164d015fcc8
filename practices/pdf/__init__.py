"""Documents for paper and files; import them from here."""

from practices.pdf.comparison import comparison_pdf
from practices.pdf.fact_sheet import fact_sheet_pdf

__all__ = ["comparison_pdf", "fact_sheet_pdf"]
