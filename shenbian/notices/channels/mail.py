"""Mail, by whatever server Django's own settings (EMAIL_HOST …) name."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage

from shenbian.notices.channels import addresses
from shenbian.notices.channels.channel import Channel, Never, NotNow


class Mail(Channel):
    key, title = "mail", "邮件"

    def addresses(self, people: Sequence[int]) -> dict[int, str]:
        return addresses.kept(self.key, people)

    def send(self, text: str, *, to: str, key: str) -> str:
        number = f"<{key}@shenbian.invalid>"
        try:
            EmailMessage("身边：您有新通知", text, to=[to], headers={"Message-ID": number}).send()
        except SMTPRecipientsRefused as why:
            raise Never("对方邮箱不收这封邮件。") from why
        except (SMTPException, OSError) as why:
            raise NotNow(f"邮件服务器没有收下（{type(why).__name__}）。") from why
        return number
