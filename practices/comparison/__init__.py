"""Fact sheets side by side; import it from here."""

from practices.comparison.table import Comparison, ComparisonRow, compare

__all__ = ["Comparison", "ComparisonRow", "compare"]
