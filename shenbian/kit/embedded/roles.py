"""The two roles inside the database: the owner, and the program's own, which owns nothing.

So the running program cannot switch a trigger off, drop a constraint or empty a table, whatever it is talked into.
The grants stand in template1 too, so that databases made later (the tests') have them from the start.
"""

import psycopg
from psycopg import sql

from shenbian.kit.embedded.places import APP, DATABASE, OWNER, Places

_FURNISHING = 110_113_2021  # the advisory lock under which one connection at a time makes role and database
_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
    "GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
)


def furnish(places: Places) -> None:
    """Make role and database if they are missing; the database comes last, so that its presence says all is there.

    The server goes on making a database for a command that was killed: the lock is free when it is there.
    """
    with psycopg.connect(places.dsn(database="postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_FURNISHING])
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
            server.execute(sql.SQL("CREATE ROLE {app} LOGIN").format(app=sql.Identifier(APP)))
        with psycopg.connect(places.dsn(database="template1"), autocommit=True) as template:
            for grant in _GRANTS:
                template.execute(sql.SQL(grant).format(app=sql.Identifier(APP), owner=sql.Identifier(OWNER)))
        server.execute(sql.SQL("CREATE DATABASE {name}").format(name=sql.Identifier(DATABASE)))
