"""All figures of the record, against the best SQL that we could write by hand for the same figures, on each engine.

    .venv/bin/python benchmarks/figures.py [folder]

Reads the loaded ledger of SHENBIAN_HOME for 2022, exports it to the folder (a temporary one if none is named), and
prints the best of five runs of each and their ratio. Before that it compares the values, so that the two are known to
say the same. The hand-written SQL gives values only; ours gives with each how many facts it rests on and by which doors
they came, on PostgreSQL and on DuckDB from one definition.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import django
import duckdb

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenbian.settings")
django.setup()  # before anything that has models is imported

from django.db import connection, transaction  # noqa: E402

import shenbian.programmes.contents  # noqa: E402, F401  declares every metric
from shenbian.facts.parquet import export  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.kit.period import Period  # noqa: E402
from shenbian.metrics.engine import Engine, Parquet, postgres  # noqa: E402
from shenbian.metrics.measure import measure  # noqa: E402
from shenbian.metrics.metric import metrics  # noqa: E402

UNDER = "1."
TYPES = {"two_new": "boolean", "ours": "boolean", "party_organisation": "boolean", "should_have_union": "boolean"}
TYPES |= {"workers": "bigint", "parent": "bigint", "survivor": "bigint", "earned_on": "date"}
FACETS = (
    "programme umbrella occupation stage standing type how owner earned_on level trade subject register list role "
    "parent rank workers party_organisation should_have_union two_new survivor counter phase measure ours"
).split()
COLUMNS = "id kind happened_on occurred_at org_path organisation edition person unit quantity amount_fen".split()
STANDS = "WHERE voided_at IS NULL AND (happened_on < DATE '2023-01-01' OR kind = 'person.same')"

# how the hand-written rows are called, where that is not the metric's key
NAMES = {
    "singing_contest.entry": "singing_contest.entrants",
    "singing_contest.final": "singing_contest.finalists",
    "turns.public_training": "public_training.turns",
    "turns.family_days": "family_days.families",
    "turns.volunteers": "volunteers.turns",
    "turns.warning_education": "warning_education.turns",
    "turns.finance_training": "finance_training.turns",
    "persons.sports_festival": "sports_festival.players",
    "persons.volunteers": "volunteers.persons",
    "persons.singles_mixer": "singles_mixer.singles",
    "persons.mid_autumn": "mid_autumn.workers",
    "works.recitation": "recitation.works",
    "works.childrens_works": "childrens_works.works",
    "sessions.public_training": "public_training.sessions",
    "sessions.model_lectures": "model_lectures.talks",
    "sessions.law_lectures": "law_lectures.sessions",
    "sessions.dialogues": "dialogues.sessions",
    "paid.epidemic_fund": "epidemic_fund.put_in",
    "paid.games_condolence": "games_condolence.put_in",
    "paid.craftsman_cup": "craftsman_cup.put_in",
    "earned.certificate_subsidy": "certificate_subsidy.money",
    "earned.training_subsidy": "training_subsidy.money",
    "earned.contest_subsidy": "contest_subsidy.money",
    "earners.certificate_subsidy": "certificate_subsidy.persons",
    "earners.training_subsidy": "training_subsidy.persons",
    "earners.contest_subsidy": "contest_subsidy.persons",
    "quantity.condolence.frontline_condolence": "frontline_condolence.turns",
    "quantity.condolence.winter_warmth": "winter_warmth.turns",
    "quantity.condolence.summer_cooling": "summer_cooling.turns",
    "quantity.parcel.issued.spring_parcels": "spring_parcels.parcels",
    "quantity.hired.employment": "employment.posts",
    "people.condolence.games_condolence": "games_condolence.persons",
    "people.attempt.dragon_boat_quiz": "dragon_boat_quiz.players",
    "people.attempt.safety_quiz": "safety_quiz.players",
    "people.case.worker.mediation": "mediation.workers",
    "people.certificate.mediator_training": "mediator_training.trained",
    "people.enrolment.degree_classes": "degree_classes.enrolled",
    "people.enrolment.online_skills": "online_skills.enrolled",
    "people.award.craftsman_cup": "craftsman_cup.winners",
    "people.award.craftsmen": "craftsmen.titled",
    "people.award.health_champions": "health_champions.champions",
    "trades.award.craftsman_cup": "craftsman_cup.trades",
    "trades.enrolment.online_skills": "online_skills.trades",
    "subjects.innovation_studios": "innovation_studios.studios",
    "subjects.worker_innovations": "worker_innovations.chosen",
    "survey.answered.workforce_survey": "workforce_survey.answers",
    "issue.published.safety_lessons": "safety_lessons.issues",
    "inspection.made.safety_inspections": "safety_inspections.inspections",
    "hazard.closed.safety_inspections": "safety_inspections.hazards",
    "case.settled.mediation": "mediation.settled",
    "lead.accepted.supported_litigation": "supported_litigation.leads",
    "aid.accepted.legal_aid": "legal_aid.matters",
    "congress.held.workers_congress": "workers_congress.held",
    "proposal.recommended.proposals": "proposals.recommended",
    "contract.effective.bargaining": "bargaining.contracts",
    "station.opened.warm_stations.new": "warm_stations.opened",
    "hardship.filed.hardship": "hardship.filed",
    "ticket.closed.service_window": "service_window.closed",
    "task.reported.party_duties": "party_duties.done",
    "duty.day.deployment.cadre": "deployment.cadre_turns",
    "audit.done.audits.audit": "audits.audits",
    "audit.done.audits.revisit": "audits.revisits",
    "union_rate": "annual_record.union_rate_rank",
    "member_rate": "annual_record.member_rate_rank",
    "courier_outlets": "warm_stations.courier_outlets",
}
SUMS = {  # metrics that are the sum of several hand-written rows
    "innovation_studios.money": ("paid.innovation_studios", "paid.worker_innovations"),
    "winter_warmth.put_in": ("paid.winter_warmth", "paid.summer_cooling"),
    "stationing.days": ("duty.day.stationing", "duty.day.stationing.cadre", "duty.day.stationing.social_worker"),
}


def by_hand(postgres: bool, files: str) -> str:
    """The hand-written SQL for one of the engines."""

    def facet(key: str) -> str:
        if not postgres:
            return f'facet_{key} AS "{key}"'
        return f"CAST(facets ->> '{key}' AS {TYPES.get(key, 'text')}) AS \"{key}\""

    place = "facets ->> 'place'" if postgres else "facet_place"
    table = "facts_fact" if postgres else f"read_parquet('{files}', hive_partitioning = false)"
    seen = f"SELECT {', '.join(COLUMNS)}, {', '.join(map(facet, FACETS))}, {place} AS attested_place, "
    seen += f"starts_with(org_path, '{UNDER}') AS inside FROM {table} {STANDS}"
    text = (Path(__file__).parent / "figures.sql").read_text()
    return text.replace("{seen}", seen).replace("{materialized}", "NOT MATERIALIZED" if postgres else "MATERIALIZED")


def best(run: Callable[[], Any], times: int = 5) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return min(took)


def differing(figures: dict[str, Any], rows: list[tuple[Any, Any]]) -> dict[str, tuple[float, float]]:
    """Metrics of which the two say different things."""
    said = {key: float(value or 0) for key, value in rows if key}
    said |= {NAMES[key]: value for key, value in said.items() if key in NAMES}
    said |= {key: sum(said.get(part, 0) for part in parts) for key, parts in SUMS.items()}
    both = {key: (float(figure.value or 0), said.get(key, 0)) for key, figure in figures.items()}
    return {key: pair for key, pair in both.items() if abs(pair[0] - pair[1]) > 1e-9}


def main(folder: Path) -> int:
    exported = export(folder)
    print(f"{exported.rows} facts, {len(list(metrics))} figures")

    def ours(engine: Engine) -> dict[str, Any]:
        return dict(measure(metrics, under=UNDER, period=Period.year(2022), engine=engine))

    def on_postgres(loops: str) -> list[tuple[Any, Any]]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_nestloop = {loops}")
            cursor.execute(by_hand(True, ""))
            return list(cursor.fetchall())

    files = str(folder / "**" / "*.parquet")
    with closing(duckdb.connect(":memory:")) as duck:
        duck.execute("SET parquet_metadata_cache = true")

        def on_duckdb() -> list[tuple[Any, Any]]:
            return duck.execute(by_hand(False, files)).fetchall()

        wrong = 0
        runs: list[tuple[str, Engine, list[Callable[[], list[tuple[Any, Any]]]]]] = [
            ("PostgreSQL", postgres, [lambda: on_postgres("on"), lambda: on_postgres("off")]),
            ("DuckDB", Parquet(folder), [on_duckdb]),
        ]
        for name, engine, hands in runs:
            start = time.perf_counter()
            figures = ours(engine)
            first = time.perf_counter() - start  # the statement is written, too
            different = differing(figures, hands[-1]())
            wrong += len(different)
            for key, (we, they) in different.items():
                print(f"{name}: {key} is {we}, by hand {they}")
            mine, hand = best(lambda engine=engine: ours(engine)), min(best(hand) for hand in hands)
            print(f"{name}: {mine:.3f} s (the first time {first:.3f} s), by hand {hand:.3f} s, ratio {mine / hand:.2f}")
    return 1 if wrong else 0


if __name__ == "__main__":
    with Server(Places(home()), say=print).using(), tempfile.TemporaryDirectory() as temporary:
        chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary) / "facts"
        sys.exit(main(chosen))
