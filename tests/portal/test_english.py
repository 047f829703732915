"""English is complete: every string of the portal and every label that it shows."""

import re
from datetime import timedelta

import polib
import pytest
from django.utils import translation

from shenbian.editions.declared import EntryKind
from shenbian.editions.queries import why_not
from shenbian.kit.period import BEIJING, chinese_moment, now
from shenbian.rights.queries import actor_of
from tests.portal.conftest import Wang
from tests.portal.strings import CHINESE, HOUSE, everything, put_together

FOLDER = HOUSE / "locale" / "en" / "LC_MESSAGES"
_NAMED = re.compile(r"%\((\w+)\)s")
# Words that stay Chinese on an English page: names of bodies and people, of editions, and the switch to Chinese.
NAMES = (
    "中文",
    "年测试补贴",
    "机床厂工会",
    "区总工会",
    "王小梅",
    "测试补贴",
    "只在测试中有。",
    "申请什么",
    "金额",
    "日期",
    "打到哪里",
    "银行账号",
)


def catalogue() -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(FOLDER / "django.po"))}


def test_every_string_and_every_declared_label_has_its_english() -> None:
    told = catalogue()
    assert sorted(text for text in everything() if not told.get(text)) == []


def test_no_english_is_left_in_chinese_and_none_is_left_over() -> None:
    told = catalogue()
    assert [text for text in told.values() if CHINESE.search(text)] == []
    assert sorted(set(told) - everything()) == []


def test_what_is_filled_in_is_named_alike() -> None:
    wrong = [key for key, text in catalogue().items() if sorted(_NAMED.findall(key)) != sorted(_NAMED.findall(text))]
    assert wrong == []


def test_what_runs_is_what_is_written() -> None:
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(FOLDER / "django.mo"))}
    assert compiled == catalogue()
    with translation.override("en"):
        assert translation.gettext("我要入会") == "Join the union"


def test_what_refuses_a_member_is_put_together_where_it_is_shown() -> None:
    assert put_together() == []


def test_a_refusal_is_said_in_the_language_of_whoever_reads_it(wang: Wang, card: EntryKind) -> None:
    edition = wang.cast.edition(card.key)
    edition.opens_at, edition.closes_at = now() - timedelta(days=3), now() - timedelta(days=1)
    edition.save()
    (why,) = why_not(actor_of(wang.person), edition)
    assert why == f"已于{chinese_moment(edition.closes_at)}截止受理，下一期开放时会在“首页”列出。"
    page = f"/editions/{edition.pk}/"
    assert why in wang.phone.get(page).content.decode()
    wang.phone.post("/switch/", {"language": "en"})
    at = edition.closes_at.astimezone(BEIJING)
    assert f"Closed on {at.day} {at:%b} {at.year} {at:%H:%M}. The next one" in wang.phone.get(page).content.decode()


PAGES = "/ /take-part/ /apply/ /me/ /me/card/ /me/year/ /me/data/ /me/data/correct/ /me/data/erase/ /me/data/requests/ \
/me/consents/ /me/looked/ /me/entries/ /verify/ /public-notices/ /offline/ /needs/wages/ /needs/quiz/ /live/ \
/notices/ /notices/preferences/ /me/certificates/ /me/courses/ /me/volunteering/ /me/codes/ /verify/certificate/X/ \
/sessions/ /me/sessions/ /me/sessions/bookings/ /me/money/".split()


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_has_no_chinese_but_names(path: str, wang: Wang, card: EntryKind) -> None:
    wang.cast.edition(card.key)
    wang.attended(1)
    wang.phone.post("/switch/", {"language": "en"})
    text = wang.phone.get(path).content.decode()
    for name in NAMES:
        text = text.replace(name, "")
    shown = re.sub(r"<(script|style|template)\b.*?</\1>", "", text, flags=re.S)
    assert CHINESE.findall(shown) == []
