"""The tables: what the code expects is what the migrations make."""

import shutil
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select

import server
from server import accounts, clock, schema
from server.db import DATABASE_FILE, Database


def test_the_migrations_make_the_tables_that_the_code_expects(tmp_path):
    database = Database(tmp_path)
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []
    database.close()


def test_the_revision_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(Path(server.__file__).parent / "alembic"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.REVISION


def test_opening_again_keeps_the_identity(tmp_path):
    first = Database(tmp_path)
    again = Database(tmp_path)
    assert (again.server_id, again.epoch) == (first.server_id, 1)
    epoch = first.new_epoch()
    assert Database(tmp_path).epoch == epoch > 1


def test_a_backup_that_comes_back_twice_is_another_epoch_each_time(tmp_path, monkeypatch):
    backup = Database(tmp_path / "data")
    backup.close()
    epochs = []
    for second in (1_800_000_000, 1_800_000_001):
        monkeypatch.setattr(clock, "now", lambda at=second: at * 1_000_000)
        shutil.copytree(tmp_path / "data", tmp_path / str(second))
        restored = Database(tmp_path / str(second))
        epochs.append(restored.new_epoch())
        restored.close()
    assert len(set(epochs)) == 2


def test_sqlite_is_set_to_be_durable(tmp_path):
    with Database(tmp_path).reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_data_of_the_first_tables_are_brought_to_these(tmp_path):
    engine = create_engine(f"sqlite+pysqlite:///{tmp_path / DATABASE_FILE}")
    config = Config()
    config.set_main_option("script_location", str(Path(server.__file__).parent / "alembic"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO devices VALUES ('somchai', 'd1', 'x', 'aa', 1, 2)")
        connection.exec_driver_sql(
            "INSERT INTO authorities VALUES ('huai', 'อบต.ห้วย', 0, x'00', 1, '[]', '')"
        )
    engine.dispose()
    database = Database(tmp_path)
    with database.reading() as connection:
        device = connection.execute(select(schema.devices)).one()
        authority = connection.execute(select(schema.authorities)).one()
        assert connection.execute(select(schema.leaves)).all() == []
    database.close()
    assert (device.seen_at, device.wipe_ordered_at, device.wiped_at) == (2, None, None)
    assert authority.lock_after_days == 0


def test_accounts_of_tables_without_leaves_see_what_they_saw(tmp_path):
    engine = create_engine(f"sqlite+pysqlite:///{tmp_path / DATABASE_FILE}")
    config = Config()
    config.set_main_option("script_location", str(Path(server.__file__).parent / "alembic"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.exec_driver_sql(
            "INSERT INTO accounts VALUES ('somchai', 'x', '', '', 'officer', 'huai', '', 1, 4)"
        )
    engine.dispose()
    database = Database(tmp_path)
    with database.reading() as connection:
        row = accounts.find(connection, "somchai")
        assert row is not None
        person = accounts.person_of(connection, row, 10**15)
    database.close()
    assert (person.scope, person.stands_in) == (4, frozenset())
