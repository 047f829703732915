"""The commands of Shenbian.

Machine output alone on stdout; everything for people on stderr, in plain Chinese; exit 0 all well, 1 the answer is no,
2 it could not be done. A command is one module in `shenbian.cli.commands` with a `command`; it may import models at its
top, because Django stands before it is loaded.
"""

from shenbian.cli.group import main
from shenbian.cli.words import AnswerIsNo, say

__all__ = ["AnswerIsNo", "main", "say"]
