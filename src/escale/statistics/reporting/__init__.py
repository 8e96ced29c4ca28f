"""A release on paper and in a spreadsheet: the same tables, frozen."""

from escale.statistics.reporting.paper import Drawn, Paper, drawn, pdf_file, read
from escale.statistics.reporting.workbook import xlsx

__all__ = ["Drawn", "Paper", "drawn", "pdf_file", "read", "xlsx"]
