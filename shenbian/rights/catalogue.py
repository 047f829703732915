"""Every right, every line of work and every role in the house. A review of who may do what starts and ends here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices


class Right(TextChoices):
    """What can be allowed (权限): a thing and a verb. Where and for which line of work is said by the post."""

    REGISTER_READ = "register.read", "查看台账"
    REGISTER_KEEP = "register.keep", "登记和更正台账"
    REGISTER_IMPORT = "register.import", "导入台账"
    REGISTER_EXPORT = "register.export", "导出台账"
    PERSON_REVEAL = "person.reveal", "查看证件号码等密封内容（每次留痕）"
    PERSON_MERGE = "person.merge", "合并重复的人员档案"
    ENTRY_MAKE = "entry.make", "提出自己的申请、报名或作品"
    ENTRY_WITHDRAW = "entry.withdraw", "撤回自己的申请"
    ENTRY_OBJECT = "entry.object", "对公示提出异议"
    ENTRY_ENDORSE = "entry.endorse", "受理并签署基层意见"
    ENTRY_REVIEW = "entry.review", "复核下级报送"
    ENTRY_DECIDE = "entry.decide", "审批决定"
    ENTRY_JUDGE = "entry.judge", "评审打分"
    EDITION_MANAGE = "edition.manage", "开办项目、设定名额和日期"
    CASE_HANDLE = "case.handle", "受理和办理案件"
    CASE_MEDIATE = "case.mediate", "主持调解"
    CASE_READ_SEALED = "case.read_sealed", "查阅密封案卷（每次留痕）"
    PAYMENT_PREPARE = "payment.prepare", "编制付款清单"
    PAYMENT_RELEASE = "payment.release", "签发付款"
    RECORD_WRITE = "record.write", "起草和核对工作总结"
    RECORD_PUBLISH = "record.publish", "签发工作总结"
    AUDIT_READ = "audit.read", "审计查阅台账、分录和凭证"
    POST_APPOINT = "post.appoint", "任命和免去职务"
    ACCOUNT_KEEP = "account.keep", "开通、停用账号，重设密码和动态口令"
    POST_HAND_OVER = "post.hand_over", "确认自己参与的职务交接"
    POST_DELEGATE = "post.delegate", "外出时委托同事代行自己的职务"
    DUTY_OPEN = "duty.open", "开启值守（写明事由、限时、留痕）"
    ENTRY_ASSIST = "entry.assist", "经本人同意代办"
    RULE_EDIT = "rule.edit", "维护规则表"
    TRACE_READ = "trace.read", "查看操作留痕"
    SYSTEM_RUN = "system.run", "运行、备份和升级系统"


class Desk(TextChoices):
    """The lines of work (工作条线). A thing without one concerns all of them."""

    ORGANISING = "organising", "组织建设"
    CULTURE = "culture", "宣教文体"
    ECONOMY = "economy", "劳动经济"
    RIGHTS = "rights", "权益保障"
    PROTECTION = "protection", "劳动保护"
    SERVICE = "service", "职工服务"
    WOMEN = "women", "女职工"
    FINANCE = "finance", "财务资产"
    AUDIT = "audit", "经审"
    PARTY = "party", "党建综合"
    STATISTICS = "statistics", "统计总结"


@dataclass(frozen=True, kw_only=True)
class Role:
    """A named set of rights (角色) and the sentence in which it explains itself.

    `apart_from`: roles that nobody may hold at the same time, anywhere (separation of duties). Where `across`, the work
    takes in every line, whichever line a post is named after: who pays or audits does so for all.
    """

    key: str
    title: str
    sentence: str
    rights: frozenset[Right]
    apart_from: frozenset[str] = frozenset()
    across: bool = False

    def lines(self, desks: Iterable[str]) -> tuple[str, ...]:
        """The lines of work that a post of these takes in; none named: all."""
        return () if self.across else tuple(desks)


_R = Right
_OFFICER = frozenset({_R.REGISTER_READ, _R.REGISTER_KEEP, _R.REGISTER_EXPORT})
_ADMINISTRATORS = frozenset({"system_administrator", "security_administrator", "audit_administrator"})

_ALL = (
    Role(
        key="grassroots_officer",
        title="基层工会干部",
        sentence="管好本工会的会员和台账，受理本单位职工的申请并签署意见。",
        rights=_OFFICER | {_R.REGISTER_IMPORT, _R.ENTRY_ENDORSE, _R.ENTRY_ASSIST},
    ),
    Role(
        key="town_officer",
        title="镇街工会干部",
        sentence="管好本镇街各工会的台账，复核基层报来的材料，按分工办理镇街的项目和走访，编制镇街的付款清单。",
        rights=_OFFICER
        | {
            _R.REGISTER_IMPORT,
            _R.ENTRY_ENDORSE,
            _R.ENTRY_ASSIST,
            _R.ENTRY_REVIEW,
            _R.EDITION_MANAGE,
            _R.CASE_HANDLE,
            _R.PAYMENT_PREPARE,
        },
    ),
    Role(
        key="desk_officer",
        title="区总工会部门经办",
        sentence="经办本条线的全区项目：开办、受理、复核、评审，并编制付款清单；不作最后审批。",
        rights=_OFFICER
        | {
            _R.REGISTER_IMPORT,
            _R.PERSON_REVEAL,
            _R.PERSON_MERGE,
            _R.ENTRY_REVIEW,
            _R.ENTRY_JUDGE,
            _R.EDITION_MANAGE,
            _R.CASE_HANDLE,
            _R.PAYMENT_PREPARE,
            _R.RECORD_WRITE,
        },
    ),
    Role(
        key="desk_head",
        title="部门负责人",
        sentence="审批本条线的事项，指定经办人，维护本条线的规则表。",
        rights=_OFFICER
        | {
            _R.ENTRY_REVIEW,
            _R.ENTRY_DECIDE,
            _R.EDITION_MANAGE,
            _R.CASE_HANDLE,
            _R.CASE_READ_SEALED,
            _R.RECORD_WRITE,
            _R.RULE_EDIT,
        },
    ),
    Role(
        key="treasurer",
        title="财务",
        sentence="核对付款清单并签发付款，登记分录和凭证；不能审批申请，也不能审计自己。",
        rights=frozenset({_R.REGISTER_READ, _R.REGISTER_EXPORT, _R.PAYMENT_RELEASE}),
        apart_from=frozenset({"auditor", "town_officer", "desk_officer", "desk_head"}),
        across=True,
    ),
    Role(
        key="auditor",
        title="经审",
        sentence="查阅所辖工会的台账、分录、凭证和留痕；什么都不能改。",
        rights=frozenset({_R.REGISTER_READ, _R.REGISTER_EXPORT, _R.AUDIT_READ, _R.TRACE_READ}),
        apart_from=frozenset({"treasurer"}),
        across=True,
    ),
    Role(
        key="chair",
        title="主席",
        sentence="审批所辖工会的重大事项，任免职务，签发工作总结。",
        rights=frozenset(
            {
                _R.REGISTER_READ,
                _R.REGISTER_EXPORT,
                _R.ENTRY_DECIDE,
                _R.RECORD_WRITE,
                _R.RECORD_PUBLISH,
                _R.POST_APPOINT,
                _R.TRACE_READ,
            }
        ),
    ),
    Role(
        key="social_worker",
        title="社会工作者",
        sentence="在所派驻的镇街走访企业、登记台账，经职工同意代为提交材料；不审核、不审批。",
        rights=frozenset({_R.REGISTER_READ, _R.REGISTER_KEEP, _R.ENTRY_ASSIST}),
    ),
    Role(
        key="mediator",
        title="调解员",
        sentence="主持交给自己的调解，查阅该案密封材料，每次查阅都留痕。",
        rights=frozenset({_R.CASE_HANDLE, _R.CASE_MEDIATE, _R.CASE_READ_SEALED}),
    ),
    Role(
        key="coordinator",
        title="劳动关系协调员",
        sentence="登记本单位的协商、走访和纠纷苗头，把案件转给调解组织。",
        rights=frozenset({_R.REGISTER_READ, _R.CASE_HANDLE}),
    ),
    Role(
        key="system_administrator",
        title="系统管理员",
        sentence="负责系统的运行、备份和升级；看不到业务内容，也不能任免职务；确需处理业务时，写明事由开启限时值守，全程留痕。",
        rights=frozenset({_R.SYSTEM_RUN, _R.DUTY_OPEN}),
        apart_from=_ADMINISTRATORS - {"system_administrator"},
    ),
    Role(
        key="security_administrator",
        title="安全管理员",
        sentence="按文件任免职务，开通和停用账号；不运行系统，也不查看业务内容。",
        rights=frozenset({_R.POST_APPOINT, _R.ACCOUNT_KEEP}),
        apart_from=_ADMINISTRATORS - {"security_administrator"},
    ),
    Role(
        key="audit_administrator",
        title="审计管理员",
        sentence="查看所有操作留痕，包括系统管理员和安全管理员的；什么都不能改。",
        rights=frozenset({_R.TRACE_READ}),
        apart_from=_ADMINISTRATORS - {"audit_administrator"},
    ),
    Role(
        key="member",
        title="会员",
        sentence="办自己的事：申请、报名、交作品、撤回；对公示可以提出异议；看得到谁查阅过自己的档案。",
        rights=frozenset({_R.ENTRY_MAKE, _R.ENTRY_WITHDRAW, _R.ENTRY_OBJECT, _R.POST_HAND_OVER, _R.POST_DELEGATE}),
    ),
    Role(
        key="operator",
        title="服务器操作员",
        sentence="在服务器上执行命令：导入、导出、起草、校验和签发总结；不审批申请，不签发付款，不看密封内容；每条命令留痕。",
        rights=frozenset(
            {
                _R.REGISTER_READ,
                _R.REGISTER_KEEP,
                _R.REGISTER_IMPORT,
                _R.REGISTER_EXPORT,
                _R.PERSON_MERGE,
                _R.EDITION_MANAGE,
                _R.RECORD_WRITE,
                _R.RECORD_PUBLISH,
                _R.POST_APPOINT,
                _R.ACCOUNT_KEEP,
                _R.RULE_EDIT,
                _R.TRACE_READ,
                _R.SYSTEM_RUN,
            }
        ),
    ),
)
ROLES = {role.key: role for role in _ALL}

# These three need no post: what is one's own, what is everybody's, and what the machine's operator may do.
EVERYONES_RIGHTS = frozenset({Right.ENTRY_OBJECT})
OWNERS_RIGHTS = ROLES["member"].rights - EVERYONES_RIGHTS
OPERATORS_RIGHTS = ROLES["operator"].rights
ACROSS = tuple(role.key for role in _ALL if role.across)
APPOINTABLE = tuple(role for role in _ALL if role.key not in {"member", "operator"})
