"""The verbs: bring a file or a folder in, take a batch back, give a register out."""

from shenbian.sheets.actions.importing import bring_in, bring_sheet, load_folder
from shenbian.sheets.actions.reversing import reverse

__all__ = ["bring_in", "bring_sheet", "load_folder", "reverse"]
