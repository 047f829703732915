"""志愿服务时长证明: hours served, from the records of those who kept them."""

from shenbian.certificates.declared import CertificateKind
from shenbian.rights.catalogue import Desk

HOURS = CertificateKind(
    key="volunteer_hours",
    title="志愿服务时长证明",
    letters="ZY",
    desk=Desk.CULTURE,
    proves="持证人在所写期间参加了工会组织的志愿服务，时长来自签到和签退记录。",
    leaves_open="不证明志愿服务之外的技能、身份或学历，也不代表其他平台登记的时长。",
)
