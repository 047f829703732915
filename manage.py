#!/usr/bin/env python
"""Django's own commands, for people who work on Shenbian; they speak to the database as its owner."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenbian.settings")
    os.environ.setdefault("SHENBIAN_ROLE", "owner")
    execute_from_command_line(sys.argv)
