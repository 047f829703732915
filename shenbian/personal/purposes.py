"""For what a person's data may be used: what the union's duty needs is said, the rest is asked.

The ground is 个人信息保护法 art. 13 (duty) and 14, 15 (consent, and its withdrawal as easily as it was given).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One use of personal data. `sentence` is what a person agrees to; without `asked` the law is the ground."""

    key: str
    title: str
    sentence: str
    asked: bool = True


_ALL = (
    Purpose(
        key="membership",
        title="会籍管理",
        sentence="工会依照《工会法》登记您的姓名、证件和会籍，这是履行法定职责所必需，不需要另行同意。",
        asked=False,
    ),
    Purpose(key="sms", title="短信提醒", sentence="用您的手机号给您发办事进度和活动提醒。"),
    Purpose(key="photos", title="活动照片", sentence="您参加活动时拍的照片可以用在工会的宣传材料里。"),
    Purpose(key="works", title="作品展示", sentence="您交来的作品可以署名公开展示。"),
    Purpose(key="window", title="窗口代办", sentence="工会窗口的工作人员可以在您到场时替您填写和提交，每次都留痕。"),
    Purpose(
        key="means_check",
        title="核对家庭经济状况",
        sentence="您申请困难帮扶时，工会可以凭您和家人签的授权书，向民政等部门核对家里的收入、住房、车辆和经营情况。",
    ),
    Purpose(key="survey", title="回访和问卷", sentence="工会可以就您办过的事联系您，问您是否满意。"),
)
PURPOSES = {purpose.key: purpose for purpose in _ALL}
ASKED = tuple(purpose for purpose in _ALL if purpose.asked)
