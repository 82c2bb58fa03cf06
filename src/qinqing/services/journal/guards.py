"""The triggers that make the record append-only, on both databases.

They stop mistakes, stolen application passwords and careless hands; an owner of the database can drop them, which
is why the seals leave the house. Tests that must empty the tables take them off for that moment themselves:
there is no switch in the product.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("journal_entry", "journal_seal")
KEYS = {
    "journal_entry": "id = NEW.id OR (subject = NEW.subject AND sequence = NEW.sequence)",
    "journal_seal": "number = NEW.number",
}

POSTGRES_FUNCTION = """
    CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
    END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts the triggers on."""
    _run(connection, _creations(connection.vendor))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers off, for a migration backwards."""
    _run(connection, _removals(connection.vendor))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should be there and are not, or that were disabled."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'journal\\_%%' AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in _names(connection.vendor) if name not in present]


def install_on(connection: BaseDatabaseWrapper, table: str, key: str) -> None:
    """Puts the same triggers on another append-only table; ``key`` says in SQL which row a new one (``NEW``) would replace."""
    postgres = connection.vendor == "postgresql"
    _run(connection, [POSTGRES_FUNCTION, *_postgres(table)] if postgres else _sqlite(table, key))


def remove_from(connection: BaseDatabaseWrapper, table: str) -> None:
    """Takes them off that table."""
    postgres, kinds = connection.vendor == "postgresql", _kinds(connection.vendor)
    _run(connection, [f"DROP TRIGGER IF EXISTS {table}_no_{kind}" + f" ON {table}" * postgres for kind in kinds])


def _kinds(vendor: str) -> tuple[str, ...]:
    return ("change", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")


def _names(vendor: str) -> list[str]:
    return [f"{table}_no_{kind}" for table in TABLES for kind in _kinds(vendor)]


def _creations(vendor: str) -> list[str]:
    statements = [POSTGRES_FUNCTION] if vendor == "postgresql" else []
    for table in TABLES:
        statements += _postgres(table) if vendor == "postgresql" else _sqlite(table, KEYS[table])
    return statements


def _postgres(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
    ]


def _sqlite(table: str, key: str) -> list[str]:
    # "INSERT OR REPLACE" deletes without firing delete triggers, hence the third.
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {taken} {refuse}",
    ]


def _removals(vendor: str) -> list[str]:
    """The function stays: other append-only tables refuse by it too."""
    where = {name: next(table for table in TABLES if name.startswith(table)) for name in _names(vendor)}
    of_table = vendor == "postgresql"
    return [f"DROP TRIGGER IF EXISTS {name}" + f" ON {table}" * of_table for name, table in where.items()]


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
