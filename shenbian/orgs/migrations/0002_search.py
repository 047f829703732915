"""Names of union bodies and units are found by the words that a trigger makes of them (`kit.searching`)."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

import shenbian.kit.searching

TABLE = """
CREATE TABLE search_sound (character text COLLATE "C" PRIMARY KEY, letters text NOT NULL, surname text NOT NULL);

CREATE FUNCTION search_folded(name text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN lower(translate(name, E' \\t\\u3000\\u00a0', ''));

-- The sound of each character in turn; what has none is its own.
CREATE FUNCTION search_sounds(folded text, person boolean) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    found text[] := '{}';
    one text;
    said text;
BEGIN
    FOR at IN 1..length(folded) LOOP
        one := substr(folded, at, 1);
        SELECT CASE WHEN person AND at = 1 THEN s.surname ELSE s.letters END INTO said
            FROM search_sound s WHERE s.character = one;
        found := found || coalesce(said, one);
    END LOOP;
    RETURN found;
END $$;

-- What stands side by side in a name, and in the first letters of its sounds. Loops, because a query in a function
-- that runs for every row costs ten times as much.
CREATE FUNCTION search_words(folded text, sounds text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    found text[] := '{}';
    before text;
    said text;
    one text;
BEGIN
    FOR at IN 1..greatest(length(folded) - 1, 1) LOOP
        one := substr(folded, at, 2);
        IF one <> ALL (found) THEN found := found || one; END IF;
    END LOOP;
    FOREACH said IN ARRAY sounds LOOP
        one := before || left(said, 1);
        IF one <> ALL (found) THEN found := found || one; END IF;
        before := left(said, 1);
    END LOOP;
    RETURN found;
END $$;

CREATE FUNCTION search_words_of_body() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE folded text := search_folded(NEW.name);
BEGIN
    NEW.search := search_words(folded, search_sounds(folded, false));
    RETURN NEW;
END $$;
"""
NO_TABLE = """
DROP FUNCTION search_words_of_body(); DROP FUNCTION search_words(text, text[]);
DROP FUNCTION search_sounds(text, boolean); DROP FUNCTION search_folded(text);
DROP TABLE search_sound;
"""
TRIGGER = """
CREATE TRIGGER search_words BEFORE INSERT OR UPDATE OF name, search ON {table}
    FOR EACH ROW EXECUTE FUNCTION search_words_of_body();
UPDATE {table} SET name = name;
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        with cursor.copy("COPY search_sound (character, letters, surname) FROM STDIN") as copy:
            for row in shenbian.kit.searching.sounds():
                copy.write_row(row)
        cursor.execute("ANALYZE search_sound")


def words(model, table):
    return [
        migrations.AddField(model, "search", shenbian.kit.searching.Words()),
        migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER search_words ON {table}"),
    ]


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [
        migrations.RunSQL(TABLE, NO_TABLE),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *words("organisation", "orgs_organisation"),
        *words("unit", "orgs_unit"),
        migrations.AddIndex("organisation", GinIndex(fields=["search"], name="organisation_search")),
        migrations.AddIndex("unit", GinIndex(fields=["search"], name="unit_search")),
    ]
