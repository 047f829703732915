"""`python -m shenbian.cli` is `shenbian`."""

from shenbian.cli import main

main()
