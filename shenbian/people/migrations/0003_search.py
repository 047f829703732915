"""People are found by name, by its sound, and by the last four digits of a number (its keyed mark, never itself)."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

import shenbian.kit.searching
from shenbian.people.rules import Marks, open_seal

TRIGGER = """
CREATE FUNCTION search_words_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    folded text := search_folded(NEW.name);
    sounds text[] := search_sounds(folded, true);
BEGIN
    NEW.sound := CASE WHEN cardinality(sounds) > 1 THEN sounds[1] || ' ' || array_to_string(sounds[2:], '')
                 ELSE coalesce(sounds[1], '') END;
    NEW.search := search_words(folded, sounds);
    IF NEW.document_tail IS NOT NULL THEN
        NEW.search := NEW.search || ('#' || encode(NEW.document_tail, 'hex'));
    END IF;
    IF NEW.phone_tail IS NOT NULL THEN
        NEW.search := NEW.search || ('#' || encode(NEW.phone_tail, 'hex'));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER search_words BEFORE INSERT OR UPDATE OF name, search, sound, document_tail, phone_tail
    ON people_person FOR EACH ROW EXECUTE FUNCTION search_words_of_person();
"""
NO_TRIGGER = "DROP TRIGGER search_words ON people_person; DROP FUNCTION search_words_of_person();"
MARK = """
UPDATE people_person p SET document_tail = a.document, phone_tail = a.phone
FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) AS a(id, document, phone) WHERE p.id = a.id
"""
PART = 5000


def mark(apps, schema_editor):
    """Mark the last four digits of every number that there is, and let the trigger make the words."""
    people = list(apps.get_model("people", "Person").objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(people), PART):
        _mark(apps, schema_editor, people[start : start + PART])


def _mark(apps, schema_editor, part):
    marks = Marks()
    rows = list(apps.get_model("people", "Person").objects.filter(pk__in=part))
    tails = [[marks.tail(open_seal(row, field)) for row in rows] for field in ("document", "phone")]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(MARK, [[row.pk for row in rows], *tails])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_readings_only_added"), ("orgs", "0002_search")]
    operations = [
        migrations.AddField(
            "person", "sound", models.CharField(max_length=800, db_collation="C", default="", editable=False)
        ),
        migrations.AddField("person", "search", shenbian.kit.searching.Words()),
        migrations.AddField("person", "document_tail", models.BinaryField(null=True)),
        migrations.AddField("person", "phone_tail", models.BinaryField(null=True)),
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.AddIndex("person", models.Index(fields=["sound"], name="person_sound")),
        migrations.AddIndex("person", GinIndex(fields=["search"], name="person_search")),
        migrations.AddIndex("membership", models.Index(fields=["from_on", "id"], name="membership_from")),
    ]
