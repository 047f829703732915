"""Drafts as officers write them: what is judged, as what, and what is left alone."""

import pytest

from shenbian.record.check import check
from tests.record.check.year_values import SHUNYI, YEAR, figures

MARKS = {"holds": "=", "false": "!", "unknown": "?", "uncountable": "-"}

# A draft, and its claims in order: mark, words, metric.
DRAFTS: dict[str, tuple[str, str]] = {
    "plain": (
        "2022年，顺义区新建工会组织126家，发展会员12286人。",
        "-2022年 =126家:organising.unions =12286人:organising.members",
    ),
    "written out": (
        "全年新建工会组织一百二十六家，发展会员1.2万余人。",
        "=一百二十六家:organising.unions =1.2万余人:organising.members",
    ),
    "the other way round": (
        "发展会员达到12286人，126家工会组织新建。",
        "=12286人:organising.members =126家:organising.unions",
    ),
    "respectively": (
        "新建工会组织、发展会员数分别为126家、12286人，其中两新组织分别为90家、9496人。",
        "=126家:organising.unions =12286人:organising.members "
        "=90家:organising.two_new_unions =9496人:organising.two_new_members",
    ),
    "a part that nobody counts": (
        "发展会员12286人（其中农民工3000人）；召开“双沟通会”715场，其中线上300场。",
        "=12286人:organising.members ?3000人 =715场:dialogues.sessions ?300场",
    ),
    "passive": (
        "182件劳动争议案件被成功调解，1681名劳动者从中受益；878起法律援助案件办结，1.26亿元经济损失被挽回。",
        "=182件:mediation.settled =1681名:mediation.workers =878起:legal_aid.matters =1.26亿元:mediation.recovered",
    ),
    "taken on is not settled": (
        "受理劳动争议案件300件，调解成功182件，涉及职工1681人。",
        "?300件 =182件:mediation.settled =1681人:mediation.workers",
    ),
    "money and its parts": (
        "投入疫情防控专项资金389.83万元，其中购买慰问品120万元、拨付基层269.83万元。",
        "=389.83万元:epidemic_fund.put_in ?120万元 ?269.83万元",
    ),
    "four sums": (
        "用于疫情防控的专项资金共计389.83万元；送温暖、送清凉合计支出177.4万元；“工匠杯”技能竞赛经费70万元；"
        "冬奥慰问资金47.63万元。",
        "=389.83万元:epidemic_fund.put_in =177.4万元:winter_warmth.put_in =70万元:craftsman_cup.put_in "
        "=47.63万元:games_condolence.put_in",
    ),
    "persons and person-times": (
        "来自74家处级单位的34918名志愿者，参加志愿服务170244人次。",
        "=74家:volunteers.units =34918名:volunteers.persons =170244人次:volunteers.turns",
    ),
    "the unit decides": ("职工志愿者17万人次，志愿服务时长12万小时。", "=17万人次:volunteers.turns -12万小时"),
    "earned in the year before": (
        "2021年取得职业资格证书的18名职工领取助推金1.56万元，上年参加技能培训的289名职工领取29.48万元，"
        "上年在市级以上竞赛中获奖的54人领取5.85万元。",
        "-2021年 =18名:certificate_subsidy.persons =1.56万元:certificate_subsidy.money "
        "=289名:training_subsidy.persons =29.48万元:training_subsidy.money "
        "=54人:contest_subsidy.persons =5.85万元:contest_subsidy.money",
    ),
    "earned two years before": ("2020年取得职业资格证书的18名职工领取助推金1.56万元。", "-2020年 ?18名 ?1.56万元"),
    "paid last year": ("2021年，为18名取得职业资格证书的职工发放助推金1.56万元。", "-2021年 ?18名 ?1.56万元"),
    "last year and this": (
        "去年新建工会100家，今年新建工会126家，比去年增加26家。",
        "?100家 =126家:organising.unions ?26家",
    ),
    "a part of the year": (
        "一季度新建工会组织30家，截至11月底新建120家，全年新建工会组织126家。",
        "?30家 -11月 ?120家 =126家:organising.unions",
    ),
    "a day of the year": ("9月10日，“工匠杯”技能竞赛举行，168人获奖。", "-9月10日 ?168人"),
    "the city": (
        "全市新建工会组织2000家，我区新建工会组织126家。全市110家顺丰网点建成暖心驿站。",
        "?2000家 =126家:organising.unions =110家:warm_stations.courier_outlets",
    ),
    "the city's figure as our own": ("顺丰网点建站110家，新建暖心驿站44家。", "?110家 =44家:warm_stations.opened"),
    "another district beside ours": (
        "朝阳区新建工会组织200家；顺义区新建工会组织126家。",
        "?200家 =126家:organising.unions",
    ),
    "under guidance": (
        "在北京市总工会的指导下，区总工会学习朝阳区经验，按照市总工会部署新建暖心驿站44家。",
        "=44家:warm_stations.opened",
    ),
    "districts in a list": ("通州区、顺义区分别新建工会组织100家、126家。", "?100家 ?126家"),
    "a range": ("新建工会组织120至126家，没有新建暖心驿站44家。", "?120 ?126家 ?44家"),
    "held together with another": (
        "区总工会与朝阳区总工会联合举办单身联谊活动，96名单身青年参加。",
        "=96名:singles_mixer.singles",
    ),
    "a town's own": (
        "牛栏山镇总工会发展会员300人，光明街道新建工会组织12家。",
        "?300人 ?12家",
    ),
    "in the towns": ("在后沙峪镇、牛栏山镇等地新建暖心驿站44家。", "=44家:warm_stations.opened"),
    "a company's own": ("此外，某某食品公司工会发展会员120人，召开职代会3次。", "?120人 ?3次"),
    "goals": ("2023年计划新建工会组织130家，力争发展会员1.5万人。", "-2023年 -130家 -1.5万人"),
    "changes and averages": (
        "新建工会组织同比增长12%，每家工会平均发展会员98人，人均培训1.6天。",
        "?12% ?98人 -1.6天",
    ),
    "something narrower": (
        "新建女职工组织12家，发展女会员5000人，换届工会组织30家，注销工会组织5家。",
        "?12家 ?5000人 ?30家 ?5家",
    ),
    "something beside it": (
        "新建工会组织覆盖企业200家，暖心驿站服务户外劳动者17万人次，法律援助律师12名，新建心灵驿站8家。",
        "?200家 ?17万人次 ?12名 ?8家",
    ),
    "unheard of": (
        "全年种下海棠326株，接待参观27批次，走访慰问困难职工500人，发放慰问金30万元，收到征文346篇，办结来信182件次。",
        "?326株 ?27批次 ?500人 ?30万元 ?346篇 ?182件次",
    ),
    "other quizzes": ("举办劳动法律知识竞赛，万余名职工参与答题。", "?万余名"),
    "rates and ranks": (
        "年末建会率98.2%，居全市第三位；职工入会率96.1%，在全市各区中列第4位。",
        "=98.2%:organising.union_rate =全市第三位:annual_record.union_rate_rank "
        "=96.1%:organising.member_rate =全市各区中列第4位:annual_record.member_rate_rank",
    ),
    "a rank that is not ours": (
        "建会率位居全市前二，职工入会率居全国前列。",
        "!全市前二:annual_record.union_rate_rank ?前列",
    ),
    "all of a list": (
        "劳动争议调解员专项培训实现镇街全覆盖。全体干部下沉社区（村）值守。",
        "=全覆盖:mediator_training.coverage =全体:deployment.cadres",
    ),
    "all of another list": ("财务培训实现镇街全覆盖，全体会员通过了报告。", ""),
    "each quarter": (
        "劳模宣讲每季度均在3场以上，每月走访企业20家，每季度培训300人。",
        "=3场以上:model_lectures.quarterly ?20家 ?300人",
    ),
    "honest and dishonest words": (
        "近百名单身青年参加七夕联谊；端午答题吸引近百名会员；发展会员1.3万余人；新建暖心驿站50家左右。",
        "=近百名:singles_mixer.singles !近百名:dragon_boat_quiz.players !1.3万余人:organising.members "
        "!50家左右:warm_stations.opened",
    ),
    "spaces and full width": (
        "新建工会组织 １２６ 家，发展会员 1.2 万余人，职工志愿者 3.5 万名。",
        "=１２６ 家:organising.unions =1.2 万余人:organising.members =3.5 万名:volunteers.persons",
    ),
    "half-width marks": (
        "新建工会组织126家,发展会员12,286人;调解成功案件182件,涉及1681人.",
        "=126家:organising.unions =12,286人:organising.members =182件:mediation.settled =1681人:mediation.workers",
    ),
    "a list with numbers": (
        "1.新建工会组织126家。\n2.发展会员12286人。\n3.新建驿站44家。\n",
        "-1. =126家:organising.unions -2. =12286人:organising.members -3. =44家:warm_stations.opened",
    ),
    "ordinals and names": (
        "第七届艺术节、第九次调查、“五进”、三类群体、党的二十大、〔2022〕12号文件、干了13年的老张、24小时热线。",
        "-第七届 -第九次 -五进 -三类 -二十大 -〔2022〕12号 -13年 -24小时",
    ),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_told_what_is_true(name: str) -> None:
    draft, expected = DRAFTS[name]
    claims = check(draft, figures=figures(), place=SHUNYI, year=YEAR)
    told = [MARKS[claim.verdict] + claim.text + (f":{claim.metric}" if claim.metric else "") for claim in claims]
    wanted = (
        expected.replace("１２６ 家", "１２６\0家").replace("1.2 万", "1.2\0万").replace("3.5 万", "3.5\0万").split()
    )
    assert told == [each.replace("\0", " ") for each in wanted]
