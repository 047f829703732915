"""A page of our own as it comes from a layout programme: captions inside sentences, headings, quotes, ordinals."""

PAGE = """

走到职工身边去

——2022年顺义区工会工作回眸

通讯员 赵小满

一年来，顺义区总工会认真学习党的二十大精神，把服务三类人群作为主线，实施“两进三送”行动，工作一步一个脚印。

文化润心 让职工生活更丰富

以第七届职工文化艺术节和职工体育节为平台，全年推出主题活动14场，吸引4.1万名职工参加。职工歌手大赛受到热捧，千余名职工报名，

选手在台上演唱

30名选手进入决赛。决赛通过网络直播，在线观看超过6万人次。“云诵读”活动共有29家基层工会报送作品86件；太极拳、书法等公益培训开办160场，服务职工3400余人次。劳模走进校园，每季度举办劳模宣讲和劳动教育活动3场以上。

携手抗疫 在大局中显担当

面对疫情，区总工会先后投入疫情防控专项资金389.83万元，慰问防疫一线人员4万余人次。来自74家处级单位的3.5万名职工志愿者参加志愿服务17万人次；机关全体干部下沉社区，参与卡口值守1034人次，106名专职工会社会工作者也投身疫情防控。

冬奥会期间，区总工会投入47.63万元，慰问351名服务保障人员。春节前，福字、春联等慰问品送出1.2万余份。六一期间征集儿童抗疫作品346幅；七夕联谊活动有近百名单身青年参加；



中秋节里话团圆



中秋活动邀请500余名快递员、外卖配送员品尝月饼；端午诗词答题有近万名会员参与。

技能强身 让职工有本领

推进产业工人队伍建设改革，协调小组15家成员单位协同发力。“工匠杯”技能竞赛投入70万元，设7个工种，168名职工获奖，命名“顺义工匠”12名。干了13年电焊的老李说：“我还要学。”“慧企学堂”学历提升学习班有144名职工报名，线上技能培训开设5个工种，424人报名。评选出创新工作室8个、职工自主创新成果25项，发放助推金16.3万元。

向18名在2021年取得职业资格证书的职工发放助推金1.56万元；向289名上年参加技能培训的职工发放助推金29.48万元；向54名在上年市级以上技能竞赛中获奖的职工发放助推金5.85万元。

维权服务 做职工的娘家人

全年推出安全生产、职业病防治课程69期，开展安全生产“五进”，万名职工参加安全生产答题。劳动争议调解员专项培训实现镇街全覆盖，工会劳动关系协调员队伍有333人。劳动争议调解成功案件182件，涉及职工1681人；公益法律援助878起，为职工挽回经济损失1.26亿元。

新建暖心驿站44家，全市110家顺丰网点也全部挂上了驿站的牌子。送温暖、送清凉共投入177万余元，1500名新就业形态劳动者免费体检。

强基固本 让组织更有力

坚持“每月一访三必问”，对职工百人以上的企业应建尽建，召开“双沟通会”715场次。全年新建工会组织126家，发展会员12286人，其中“两新”组织新建工会90家，发展会员9496人，建会率和职工入会率均居全市前列。

2023年，区总工会将继续努力，力争再建暖心驿站50家。
"""

# What each number of the page is, in its order: the words, the metric.
SAID: tuple[tuple[str, str], ...] = (
    ("14场", "culture_festival.activities"),
    ("4.1万名", "culture_festival.participants"),
    ("千余名", "singing_contest.entrants"),
    ("30名", "singing_contest.finalists"),
    ("超过6万人次", "live_stream.views"),
    ("29家", "recitation.unions"),
    ("86件", "recitation.works"),
    ("160场", "public_training.sessions"),
    ("3400余人次", "public_training.turns"),
    ("3场以上", "model_lectures.quarterly"),
    ("389.83万元", "epidemic_fund.put_in"),
    ("4万余人次", "frontline_condolence.turns"),
    ("74家", "volunteers.units"),
    ("3.5万名", "volunteers.persons"),
    ("17万人次", "volunteers.turns"),
    ("全体", "deployment.cadres"),
    ("1034人次", "deployment.cadre_turns"),
    ("106名", "deployment.social_workers"),
    ("47.63万元", "games_condolence.put_in"),
    ("351名", "games_condolence.persons"),
    ("1.2万余份", "spring_parcels.parcels"),
    ("346幅", "childrens_works.works"),
    ("近百名", "singles_mixer.singles"),
    ("500余名", "mid_autumn.workers"),
    ("近万名", "dragon_boat_quiz.players"),
    ("15家", "workforce_reform.members"),
    ("70万元", "craftsman_cup.put_in"),
    ("7个", "craftsman_cup.trades"),
    ("168名", "craftsman_cup.winners"),
    ("12名", "craftsmen.titled"),
    ("144名", "degree_classes.enrolled"),
    ("5个", "online_skills.trades"),
    ("424人", "online_skills.enrolled"),
    ("8个", "innovation_studios.studios"),
    ("25项", "worker_innovations.chosen"),
    ("16.3万元", "innovation_studios.money"),
    ("18名", "certificate_subsidy.persons"),
    ("1.56万元", "certificate_subsidy.money"),
    ("289名", "training_subsidy.persons"),
    ("29.48万元", "training_subsidy.money"),
    ("54名", "contest_subsidy.persons"),
    ("5.85万元", "contest_subsidy.money"),
    ("69期", "safety_lessons.issues"),
    ("万名", "safety_quiz.players"),
    ("全覆盖", "mediator_training.coverage"),
    ("333人", "coordinators.standing"),
    ("182件", "mediation.settled"),
    ("1681人", "mediation.workers"),
    ("878起", "legal_aid.matters"),
    ("1.26亿元", "mediation.recovered"),
    ("44家", "warm_stations.opened"),
    ("110家", "warm_stations.courier_outlets"),
    ("177万余元", "winter_warmth.put_in"),
    ("1500名", "health_checks.workers"),
    ("715场次", "dialogues.sessions"),
    ("126家", "organising.unions"),
    ("12286人", "organising.members"),
    ("90家", "organising.two_new_unions"),
    ("9496人", "organising.two_new_members"),
    ("建会率和职工入会率均居全市前列", "annual_record.union_rate_rank"),
    ("职工入会率均居全市前列", "annual_record.member_rate_rank"),
)
