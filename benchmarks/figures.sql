-- All figures of the record by hand, as well as we can: group first, filter the small result. One row: key, value.
-- {seen}: facts that stand, with the columns and facets used here; {materialized}: whether to keep them (Parquet) or not.
WITH RECURSIVE f AS {materialized} (
    {seen}
),
y AS NOT MATERIALIZED (SELECT * FROM f WHERE happened_on >= DATE '2022-01-01' AND inside),
same AS (SELECT person, survivor FROM f WHERE kind = 'person.same'),
turns AS MATERIALIZED (
    SELECT programme, umbrella, occupation, person, sum(quantity) AS q, count(*) AS n FROM y WHERE kind = 'turn' GROUP BY 1, 2, 3, 4
),
walks AS MATERIALIZED (
    SELECT programme, umbrella, edition, person, sum(quantity) AS q, count(*) AS n FROM y WHERE kind = 'walked' GROUP BY 1, 2, 3, 4
),
works AS MATERIALIZED (
    SELECT programme, umbrella, edition, person, organisation, count(*) AS n FROM y WHERE kind = 'work.received'
    GROUP BY 1, 2, 3, 4, 5
),
stages AS MATERIALIZED (
    SELECT programme, umbrella, stage, person, count(*) AS n FROM y WHERE kind = 'stage.entered' GROUP BY 1, 2, 3, 4
),
sessions AS MATERIALIZED (
    SELECT programme, umbrella, edition, extract(quarter FROM happened_on) AS quarter, count(*) AS n FROM y
    WHERE kind = 'session.held' GROUP BY 1, 2, 3, 4
),
pays AS MATERIALIZED (
    SELECT programme, person, earned_on >= DATE '2021-01-01' AND earned_on < DATE '2022-01-01' AS earned_before,
        level, sum(amount_fen) AS a
    FROM y WHERE kind = 'paid' AND (owner IS NULL OR NOT starts_with(owner, '1.')) GROUP BY 1, 2, 3, 4
),
returned AS MATERIALIZED (SELECT programme, sum(amount_fen) AS a FROM y WHERE kind = 'money.returned' GROUP BY 1),
others AS MATERIALIZED (
    SELECT kind, programme, sub, count(*) AS n, sum(quantity) AS q, sum(amount_fen) AS a FROM (
        SELECT kind, programme, quantity, amount_fen, CASE kind WHEN 'audit.done' THEN type WHEN 'duty.day' THEN standing
            WHEN 'station.opened' THEN how END AS sub
        FROM y WHERE kind IN ('survey.answered', 'issue.published', 'inspection.made', 'hazard.closed', 'case.settled',
            'lead.accepted', 'aid.accepted', 'congress.held', 'proposal.recommended', 'contract.effective',
            'station.opened', 'hardship.filed', 'ticket.closed', 'task.reported', 'duty.day', 'audit.done', 'condolence',
            'parcel.issued', 'hired', 'money.recovered')
    ) AS o GROUP BY 1, 2, 3
),
people AS MATERIALIZED (
    SELECT DISTINCT kind, programme, coalesce(s.survivor, y.person) AS person FROM y LEFT JOIN same s ON s.person = y.person
    WHERE kind IN ('condolence', 'attempt', 'case.worker', 'certificate', 'enrolment', 'award') AND y.person IS NOT NULL
),
per_programme AS MATERIALIZED (SELECT kind, programme, count(*) AS n FROM people GROUP BY 1, 2),
admitted AS MATERIALIZED (
    SELECT coalesce(s.survivor, y.person) AS person, bool_or(two_new) AS two_new
    FROM y LEFT JOIN same s ON s.person = y.person WHERE kind = 'member.admitted' GROUP BY 1
),
members AS MATERIALIZED (
    SELECT count(DISTINCT person) AS n FROM (
        SELECT coalesce(s.survivor, f.person) AS person, organisation FROM f LEFT JOIN same s ON s.person = f.person
        WHERE kind IN ('member.admitted', 'member.transferred_in', 'member.left') AND inside
        GROUP BY 1, 2 HAVING sum(CASE WHEN kind = 'member.left' THEN -1 ELSE 1 END) > 0
    ) AS m
),
posts AS MATERIALIZED (
    SELECT coalesce(s.survivor, f.person) AS person, role,
        sum(CASE kind WHEN 'post.begun' THEN 1 ELSE -1 END) > 0 AS stands,
        sum(CASE kind WHEN 'post.begun' THEN 1 ELSE -1 END) FILTER (WHERE level = 'federation' OR kind = 'post.ended') > 0
            AS stands_above,
        coalesce(sum(CASE kind WHEN 'post.begun' THEN 1 ELSE -1 END) FILTER (WHERE happened_on < DATE '2022-01-01'), 0) > 0
            OR bool_or(kind = 'post.begun' AND happened_on >= DATE '2022-01-01') AS stood
    FROM f LEFT JOIN same s ON s.person = f.person WHERE kind IN ('post.begun', 'post.ended') AND inside
    GROUP BY 1, organisation, 2
),
deployed AS MATERIALIZED (
    SELECT DISTINCT coalesce(s.survivor, f.person) AS person FROM f LEFT JOIN same s ON s.person = f.person
    WHERE kind = 'duty.day' AND programme = 'deployment' AND happened_on >= DATE '2022-01-01'
),
lists AS MATERIALIZED (
    SELECT list, unit, organisation FROM f WHERE kind IN ('list.entry', 'list.removed') AND inside
    GROUP BY 1, 2, 3 HAVING sum(CASE kind WHEN 'list.entry' THEN 1 ELSE -1 END) > 0
),
covered AS MATERIALIZED (
    SELECT DISTINCT unit FROM (
        SELECT unit, organisation FROM f WHERE kind IN ('union.covered', 'union.uncovered')
        GROUP BY 1, 2 HAVING sum(CASE kind WHEN 'union.covered' THEN 1 ELSE -1 END) > 0
    ) AS c
),
register AS MATERIALIZED (
    SELECT unit, happened_on, CASE kind WHEN 'register.listed' THEN 1 ELSE -1 END AS sign FROM f
    WHERE kind IN ('register.listed', 'register.struck') AND register = 'non_union'
),
months AS (
    SELECT m.month, r.unit FROM (VALUES (1, DATE '2022-02-01'), (2, DATE '2022-03-01'), (3, DATE '2022-04-01'),
        (4, DATE '2022-05-01'), (5, DATE '2022-06-01'), (6, DATE '2022-07-01'), (7, DATE '2022-08-01'),
        (8, DATE '2022-09-01'), (9, DATE '2022-10-01'), (10, DATE '2022-11-01'), (11, DATE '2022-12-01'),
        (12, DATE '2023-01-01')) AS m (month, after) JOIN register r ON r.happened_on < m.after
    GROUP BY 1, 2 HAVING sum(sign) > 0
),
visits AS (
    SELECT DISTINCT unit, extract(month FROM happened_on) AS month FROM f
    WHERE kind = 'visit' AND programme = 'monthly_visits' AND happened_on >= DATE '2022-01-01'
),
registered AS (
    SELECT unit FROM register GROUP BY 1
    HAVING coalesce(sum(sign) FILTER (WHERE happened_on < DATE '2022-01-01'), 0) > 0
        OR bool_or(sign = 1 AND happened_on >= DATE '2022-01-01')
),
units AS MATERIALIZED (
    SELECT * FROM (
        SELECT unit, inside, parent, rank, workers, party_organisation, should_have_union,
            row_number() OVER (PARTITION BY unit ORDER BY happened_on DESC, id DESC) AS place
        FROM f WHERE kind = 'unit.stated'
    ) AS u WHERE place = 1
),
climb (unit, here, depth) AS (
    SELECT DISTINCT unit, unit, 0 FROM y WHERE kind = 'turn' AND programme = 'volunteers' AND unit IS NOT NULL
    UNION ALL
    SELECT c.unit, u.parent, c.depth + 1 FROM climb c JOIN units u ON u.unit = c.here
    WHERE u.rank IS DISTINCT FROM 'division' AND u.parent IS NOT NULL AND c.depth < 16
),
readings AS (
    SELECT counter, happened_on >= DATE '2022-01-01' AS now, quantity, row_number() OVER (
        PARTITION BY counter, happened_on >= DATE '2022-01-01' ORDER BY happened_on DESC, occurred_at DESC NULLS LAST, id DESC
    ) AS place
    FROM f WHERE kind = 'reading' AND programme = 'live_stream' AND phase = 'live' AND inside
),
attested AS MATERIALIZED (
    SELECT * FROM (
        SELECT measure, attested_place, ours, quantity, happened_on, id, row_number() OVER (
            PARTITION BY measure, attested_place ORDER BY happened_on DESC, id DESC) AS place
        FROM f WHERE kind = 'attested' AND inside
    ) AS a WHERE place = 1
)
SELECT CASE umbrella WHEN 'theme' THEN 'theme_campaign.sessions' END, sum(n) FROM sessions WHERE umbrella = 'theme' GROUP BY 1
UNION ALL SELECT 'singing_contest.' || stage, count(DISTINCT coalesce(s.survivor, g.person))
    FROM stages g LEFT JOIN same s ON s.person = g.person WHERE programme = 'singing_contest' GROUP BY 1
UNION ALL SELECT 'culture_festival.activities', count(*) FROM (
    SELECT edition FROM sessions WHERE umbrella IN ('arts', 'sports')
    UNION SELECT edition FROM works WHERE umbrella IN ('arts', 'sports')
    UNION SELECT edition FROM walks WHERE umbrella IN ('arts', 'sports')) AS e WHERE edition <> ''
UNION ALL SELECT 'culture_festival.participants', count(DISTINCT coalesce(s.survivor, p.person)) FROM (
    SELECT person FROM turns WHERE umbrella IN ('arts', 'sports')
    UNION SELECT person FROM works WHERE umbrella IN ('arts', 'sports')
    UNION SELECT person FROM walks WHERE umbrella IN ('arts', 'sports')
    UNION SELECT person FROM stages WHERE umbrella IN ('arts', 'sports')) AS p LEFT JOIN same s ON s.person = p.person
UNION ALL SELECT 'culture_festival.turns', sum(n) FROM (SELECT umbrella, n FROM turns UNION ALL SELECT umbrella, n FROM works
    UNION ALL SELECT umbrella, n FROM walks UNION ALL SELECT umbrella, n FROM stages) AS t WHERE umbrella IN ('arts', 'sports')
UNION ALL SELECT 'turns.' || programme, sum(q) FROM turns GROUP BY 1
UNION ALL SELECT 'persons.' || programme, count(DISTINCT coalesce(s.survivor, t.person))
    FROM turns t LEFT JOIN same s ON s.person = t.person
    WHERE programme IN ('sports_festival', 'volunteers', 'singles_mixer')
        OR programme = 'mid_autumn' AND occupation IN ('courier', 'rider', 'driver', 'trucker') GROUP BY 1
UNION ALL SELECT 'online_walking.walkers', count(DISTINCT coalesce(s.survivor, w.person))
    FROM walks w LEFT JOIN same s ON s.person = w.person WHERE programme = 'online_walking'
UNION ALL SELECT 'online_walking.steps', sum(q) FROM walks WHERE programme = 'online_walking'
UNION ALL SELECT 'live_stream.views', sum(CASE WHEN r.now THEN quantity ELSE -quantity END) FROM readings r
    WHERE place = 1 AND counter IN (SELECT counter FROM readings WHERE now)
UNION ALL SELECT 'works.' || programme, sum(n) FROM works GROUP BY 1
UNION ALL SELECT 'recitation.unions', count(DISTINCT organisation) FROM works WHERE programme = 'recitation'
UNION ALL SELECT 'sessions.' || programme, sum(n) FROM sessions GROUP BY 1
UNION ALL SELECT 'model_lectures.quarterly', min(n) FROM (
    SELECT q.quarter, coalesce(sum(n), 0) AS n FROM (VALUES (1), (2), (3), (4)) AS q (quarter) LEFT JOIN sessions s
        ON s.quarter = q.quarter AND programme IN ('model_lectures', 'family_days') GROUP BY 1) AS q
UNION ALL SELECT 'paid.' || programme, sum(a) FROM (
    SELECT programme, a FROM pays UNION ALL SELECT programme, -a FROM returned) AS p GROUP BY 1
UNION ALL SELECT 'earned.' || programme, sum(a) FROM pays WHERE earned_before AND programme <> 'contest_subsidy' GROUP BY 1
UNION ALL SELECT 'earners.' || programme, count(DISTINCT coalesce(s.survivor, p.person))
    FROM pays p LEFT JOIN same s ON s.person = p.person WHERE earned_before AND programme <> 'contest_subsidy' GROUP BY 1
UNION ALL SELECT 'earned.contest_subsidy', sum(a) FROM pays
    WHERE earned_before AND programme = 'contest_subsidy' AND level IN ('national', 'city')
UNION ALL SELECT 'earners.contest_subsidy', count(DISTINCT coalesce(s.survivor, p.person))
    FROM pays p LEFT JOIN same s ON s.person = p.person
    WHERE earned_before AND programme = 'contest_subsidy' AND level IN ('national', 'city')
UNION ALL SELECT concat_ws('.', kind, programme, sub), n FROM others
UNION ALL SELECT 'quantity.' || kind || '.' || programme, sum(q) FROM others
    WHERE kind IN ('condolence', 'parcel.issued', 'hired') GROUP BY 1
UNION ALL SELECT 'mediation.recovered', sum(a) FROM others WHERE kind = 'money.recovered'
UNION ALL SELECT 'people.' || kind || '.' || programme, n FROM per_programme
UNION ALL SELECT 'health_checks.workers', count(DISTINCT coalesce(s.survivor, y.person))
    FROM y LEFT JOIN same s ON s.person = y.person WHERE kind = 'service.used' AND programme = 'health_checks'
        AND occupation IN ('courier', 'rider', 'driver', 'trucker')
UNION ALL SELECT 'trades.' || kind || '.' || programme, count(DISTINCT trade) FROM y
    WHERE kind IN ('award', 'enrolment') GROUP BY 1
UNION ALL SELECT 'subjects.' || programme, count(DISTINCT subject) FROM y WHERE kind = 'award' GROUP BY 1
UNION ALL SELECT 'non_union_register.struck', count(DISTINCT unit) FROM y
    WHERE kind = 'register.struck' AND register = 'non_union'
UNION ALL SELECT 'organising.unions', count(DISTINCT organisation) FROM y WHERE kind = 'union.founded' AND how = 'new'
UNION ALL SELECT 'organising.two_new_unions', count(DISTINCT organisation) FROM y
    WHERE kind = 'union.founded' AND how = 'new' AND two_new
UNION ALL SELECT 'organising.members', count(*) FROM admitted
UNION ALL SELECT 'organising.two_new_members', count(*) FROM admitted WHERE two_new
UNION ALL SELECT 'organising.standing_members', n FROM members
UNION ALL SELECT 'organising.member_rate', (SELECT n FROM members) * 1.0 / nullif(sum(workers), 0) FROM units
    WHERE inside AND unit IN (SELECT unit FROM covered)
UNION ALL SELECT 'organising.union_rate', avg(CASE WHEN c.unit IS NULL THEN 0.0 ELSE 1.0 END)
    FROM units u LEFT JOIN covered c ON c.unit = u.unit WHERE inside AND should_have_union
UNION ALL SELECT 'non_union_register.large_founded', avg(CASE WHEN c.unit IS NULL THEN 0.0 ELSE 1.0 END)
    FROM units u JOIN registered r ON r.unit = u.unit LEFT JOIN covered c ON c.unit = u.unit
    WHERE inside AND workers >= 100 AND party_organisation
UNION ALL SELECT 'volunteers.units', count(DISTINCT c.here) FROM climb c JOIN units u ON u.unit = c.here WHERE u.rank = 'division'
UNION ALL SELECT 'monthly_visits.coverage', avg(CASE WHEN v.unit IS NULL THEN 0.0 ELSE 1.0 END)
    FROM months m LEFT JOIN visits v ON v.unit = m.unit AND v.month = m.month
UNION ALL SELECT 'coordinators.standing', count(DISTINCT person) FROM posts WHERE stands AND role = 'coordinator'
UNION ALL SELECT 'deployment.social_workers', count(DISTINCT person) FROM posts
    WHERE stood AND role = 'social_worker' AND person IN (SELECT person FROM deployed)
UNION ALL SELECT 'deployment.cadres', count(DISTINCT d.person) * 1.0 / nullif(count(DISTINCT p.person), 0)
    FROM posts p LEFT JOIN deployed d ON d.person = p.person
    WHERE stands_above AND role IN ('chair', 'desk_head', 'desk_officer', 'treasurer', 'auditor')
UNION ALL SELECT 'workforce_reform.members', count(DISTINCT unit) FROM lists WHERE list = 'reform_group'
UNION ALL SELECT 'workforce_reform.reported', count(DISTINCT t.unit) * 1.0 / nullif(count(DISTINCT l.unit), 0)
    FROM lists l LEFT JOIN (SELECT unit FROM f WHERE kind = 'task.reported' AND programme = 'workforce_reform'
        AND happened_on >= DATE '2022-01-01') AS t ON t.unit = l.unit WHERE l.list = 'reform_group'
UNION ALL SELECT 'mediator_training.coverage', count(DISTINCT CASE WHEN hit THEN organisation END) * 1.0
        / nullif(count(DISTINCT organisation), 0) FROM (
    SELECT l.organisation, EXISTS (SELECT 1 FROM (SELECT DISTINCT org_path FROM f WHERE kind = 'certificate'
        AND programme = 'mediator_training' AND happened_on >= DATE '2022-01-01') AS c
        WHERE '.' || c.org_path LIKE '%.' || CAST(l.organisation AS VARCHAR) || '.%') AS hit
    FROM lists l WHERE l.list = 'towns') AS t
UNION ALL SELECT measure, count(*) FILTER (WHERE a.quantity > o.own) + 1 FROM attested a
    JOIN (SELECT measure AS m, max(quantity) AS own FROM attested WHERE ours GROUP BY 1) AS o ON o.m = a.measure
    WHERE measure IN ('union_rate', 'member_rate') GROUP BY 1
UNION ALL (SELECT measure, quantity FROM attested WHERE measure = 'courier_outlets' ORDER BY happened_on DESC, id DESC LIMIT 1)
