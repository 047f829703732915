"""Settings of the tests: the house's own, on a server in a test home, as the database's owner."""

import os
import tempfile
from pathlib import Path

_own = Path(tempfile.gettempdir()) / f"shenbian-tests-{os.geteuid()}"
os.environ["SHENBIAN_HOME"] = os.environ.get("SHENBIAN_TEST_HOME") or str(_own)
os.environ["SHENBIAN_ROLE"] = "owner"
os.environ.pop("DATABASE_URL", None)
# One database per run, so that two runs on one machine do not meet; its workers inherit the name and add their own.
_run = os.environ.setdefault("SHENBIAN_TEST_RUN", str(os.getpid()))

from shenbian.settings import *  # noqa: E402, F403  the environment must be set before the settings are read
from shenbian.settings import AUTHENTICATION_BACKENDS, DATABASES, INSTALLED_APPS  # noqa: E402

DATABASES["default"]["TEST"] = {"NAME": f"test_shenbian_{_run}"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS += ["tests.sample_app"]  # a tiny programme with a flow
# `client.force_login` stands for somebody who has given both factors; the tests of the door sign in at the door.
AUTHENTICATION_BACKENDS = ["tests.signed_in.Proven", *AUTHENTICATION_BACKENDS]
STRONG_BACKENDS = ("tests.signed_in.Proven",)
