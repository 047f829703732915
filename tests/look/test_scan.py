"""What reads codes where the browser cannot is the release as it was published."""

import re
from hashlib import sha256

from tests.look.test_house import STATIC

QR = STATIC / "qr"


def test_the_files_of_the_decoder_are_those_that_its_page_names() -> None:
    named = dict(re.findall(r"^\| `(\S+)` \| `(\w{64})` \|$", (QR / "README.md").read_text(encoding="utf-8"), re.M))
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in QR.iterdir() if path.suffix != ".md"} == named


def test_it_needs_nothing_that_the_content_policy_forbids() -> None:
    forbidden = re.compile(r"\beval\(|new Function|WebAssembly|new Worker|createObjectURL|https?://[^\s]*\.js")
    assert {path.name for path in QR.glob("*.js") if forbidden.search(path.read_text(encoding="utf-8"))} == set()
