"""Notices leave the house: what was told goes out by the channels that people wish."""

import time

import click

from shenbian.cli.actor import operator
from shenbian.cli.database import with_database
from shenbian.cli.words import AnswerIsNo, say
from shenbian.kit.period import BEIJING
from shenbian.notices.actions import Done, deliver_due
from shenbian.notices.channels.registry import channels
from shenbian.notices.queries import lost

_SHOWN = 50  # lost deliveries that are told one by one


@click.command()
@click.option("--once", is_flag=True, help="只发这一轮，发完就结束")
@click.option("--every", type=click.IntRange(1, 3600), default=20, show_default=True, help="隔多少秒看一次")
@click.option("--lost", "only_lost", is_flag=True, help="不发送，只列出没有发出的")
@with_database()
def command(once: bool, every: int, only_lost: bool) -> None:
    """把站内通知发到短信、微信消息和邮件，按 Ctrl-C 结束。可以同时开几个，同一条不会发两遍。

    --lost 列出没有发出的和不知是否发出的；有这样的，退出码 1。
    """
    if only_lost:
        _tell_lost()
        return
    titles = "、".join(channel.title for channel in channels().values())
    say(f"发送渠道：{titles or '没有，通知只在站内显示'}。")
    while True:
        done = deliver_due(by=operator().ref)
        if not done.nothing:
            say(_told(done))
        elif once:
            return
        else:
            time.sleep(every)


def _told(done: Done) -> str:
    return (
        f"新通知{done.planned}条，发出{done.messages}条消息（含{done.sent}条通知），"
        f"稍后再发{done.later}条，没有发出{done.lost}条。"
    )


def _tell_lost() -> None:
    found = lost()
    for each in found[:_SHOWN]:
        at = each.notice.told_at.astimezone(BEIJING)
        click.echo(f"{at:%Y-%m-%d %H:%M} {each.get_state_display()} {each.channel} {each.notice.kind} {each.error}")
    if total := found.count():
        raise AnswerIsNo(f"共{total}条没有发出。")
    say("没有发不出的通知。")
