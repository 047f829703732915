"""Workbooks (.xlsx), the officers' habit: read with suspicion, written with care.

`reading` opens a file only after its zip directory, its true size and its area have been measured; `writing` makes a
register that is pleasant to fill in: frozen headers, drop-downs, text columns for numbers that are names.
"""

from shenbian.kit.workbook.reading import LIMITS, BadWorkbook, Limits, Workbook, read
from shenbian.kit.workbook.writing import Column, Marked, Sheet, write

__all__ = ["LIMITS", "BadWorkbook", "Column", "Limits", "Marked", "Sheet", "Workbook", "read", "write"]
