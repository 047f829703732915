"""The verbs of editions and entries. What changes a state goes through `flow.actions.perform`."""

from shenbian.editions.actions.answering import erase_answers, open_answers, open_many, save_step
from shenbian.editions.actions.entering import begin_entry, hand_in, send_whole, withdraw
from shenbian.editions.actions.papers import add_papers, remove_paper
from shenbian.editions.actions.setting_up import HostedBy, SettingUp, amend, clone, name_hosts, set_up

__all__ = [
    "HostedBy",
    "SettingUp",
    "add_papers",
    "amend",
    "begin_entry",
    "clone",
    "erase_answers",
    "hand_in",
    "name_hosts",
    "open_answers",
    "open_many",
    "remove_paper",
    "save_step",
    "send_whole",
    "set_up",
    "withdraw",
]
