"""The pytest plugin of the project: what would be a detail elsewhere fails here.

An undefined template variable, a warning, an inline script or style, a query whose order nobody asked for, a lock through
joins, a request to the network: each makes its test fail.
"""

import gc
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.template import Context, engines
from django.test import Client, TransactionTestCase, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

from escale.agenda import permanences
from escale.mandates import guards
from escale.testing import migrated
from escale.testing.unguarded import lift_the_guards_of_the_journal

INLINE = re.compile(
    rb"""<script(?![^>]*\ssrc=)(?![^>]*type=["']application/(ld\+)?json)[^>]*>|\sstyle=["']|<style[\s>]|\son[a-z]+=["']""",
    re.IGNORECASE,
)


# A loaded machine is no fault of ours: neither a deadline, nor a measure of how slow the draws are. What is drawn is the
# same at each run, so that nobody’s change fails on another’s mistake; `--hypothesis-profile=search` looks further.
hypothesis.settings.register_profile(
    "search",
    database=None,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    print_blob=True,
    max_examples=1000,
)
hypothesis.settings.register_profile(
    "escale", parent=hypothesis.settings.get_profile("search"), max_examples=100, derandomize=True
)
hypothesis.settings.load_profile("escale")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is there once the tests are found stays to the end: looking among it for what nobody holds is lost time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session: pytest.Session) -> Iterator[None]:
    """The process that hands out the tests makes their base, where none is kept, while the others look for them."""
    yield
    if session.config.pluginmanager.has_plugin("dsession"):
        with session.config.stash[blocking_manager_key].unblock():
            migrated.keep()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that can’t tell one database from another. Those of `operations` start programs that have their own.

    Whoever asks for a fixture as it runs doesn’t say beforehand whether that one needs a database: it is given one.
    """
    for item in items:
        asked = {"db", "transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            continue
        if isinstance(item, pytest.Function) and "getfixturevalue" in item.function.__code__.co_names:
            item.add_marker("django_db")
        elif "operations" not in item.path.parts:
            item.add_marker("no_database")


@pytest.fixture(scope="session", autouse=True)
def _plain_settings() -> Iterator[None]:
    """For the whole session: a server started for the browser keeps the middlewares it was started with."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        STORAGES={**settings.STORAGES, **plain},
        MIDDLEWARE=[name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        SECOND_FACTOR_REQUIRED=False,
    ):
        yield


@pytest.fixture(scope="session")
def _base_kept(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ExitStack]:
    """Open from before the test base is made until it is there."""
    with ExitStack() as until_it_is_made:
        with django_db_blocker.unblock():
            until_it_is_made.enter_context(migrated.kept())
        yield until_it_is_made


@pytest.fixture(scope="session")
def django_db_setup(_base_kept: ExitStack, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """PostgreSQL drops no database somebody reads: a thread of the browser's server may still hold a connection."""
    with django_db_blocker.unblock():
        _base_kept.close()
        _dont_wait_for_the_disk()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        # A server that is busy drops it in the time it takes.
        connection.settings_dict["OPTIONS"] = {**connection.settings_dict["OPTIONS"], "options": ""}


def _dont_wait_for_the_disk() -> None:
    """A base thrown away needn't outlive a power cut; who reads and who waits for whom stay as they are."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            own = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
            cursor.execute(f"ALTER DATABASE {own} SET synchronous_commit = off")
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def _dates_of_a_season() -> Iterator[None]:
    """A year of dates for each permanence of each test took a tenth of the suite: a season says as much."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(permanences, "MONTHS_AHEAD", 3)
        yield


KEPT = (
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "wagtailcore_collection",
    "wagtailcore_locale",
    "wagtailcore_page",
    "wagtailcore_site",
)
"""What migrating writes and no test changes: neither emptied nor written again."""


@pytest.fixture(scope="session", autouse=True)
def _only_what_was_written_is_emptied() -> Iterator[None]:
    """After a test that commits, Django empties every table, then writes permissions again: two hundred statements."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: _empty_what_was_written())
        yield


def _empty_what_was_written() -> None:
    """Keys to other tables are checked when the transaction ends: any order will do."""
    names = [name for name in connection.introspection.django_table_names(only_existing=True) if name not in KEPT]
    tables = [connection.ops.quote_name(name) for name in names]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables))
        written = [name for name, is_written in zip(names, cursor.fetchone(), strict=True) if is_written]
        journal_was_written = guards.TABLE in written
        if journal_was_written:
            lift_the_guards_of_the_journal()
        for name in written:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
        if journal_was_written:
            guards.put_back(connection)


@pytest.fixture(autouse=True)
def _no_counter_left() -> None:
    """Rate limits count in the cache: each test starts from nothing."""
    cache.clear()


class UndefinedVariable(str):
    """What Django puts in place of an undefined variable, made to fail loudly."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        if _is_of_another_hand(sys._getframe(1).f_locals["context"]):
            return ""
        pytest.fail(f"undefined template variable: {name}")


def _is_of_another_hand(context: Context) -> bool:
    """Whether the page itself is a template of the editor's library, which counts on undefined variables being nothing."""
    template = getattr(context, "template", None)
    origin = str(template.origin.name) if template is not None else ""
    return "/site-packages/wagtail/" in origin or "/templates/wagtailadmin/" in origin


@pytest.fixture(scope="session", autouse=True)
def _undefined_variable_fails() -> Iterator[None]:
    """`{{ nobody.gave_this }}` renders as nothing in production; here it stops the test. `{% if %}` stays lenient."""
    with pytest.MonkeyPatch.context() as patch:
        for templates in engines.all():
            engine = getattr(templates, "engine")  # noqa: B009 - the stubs don't know DjangoTemplates here
            patch.setattr(engine, "string_if_invalid", UndefinedVariable("undefined"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_inline_code() -> Iterator[None]:
    """The policy of every page is `'self'`: an inline script or style would silently not run."""
    request = Client.request

    def checked(self: Client, **kwargs: Any) -> Any:
        response = request(self, **kwargs)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            found = INLINE.search(response.content)
            assert found is None, f"inline script or style: {response.content[found.start() : found.end() + 60]!r}"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", checked)
        yield


IN_ANY_ORDER = [(OrderBy(Random()), ("RANDOM() ASC", (), False))]
"""Compiled once: resolving it anew for every query is a twentieth of the suite."""


@pytest.fixture(scope="session", autouse=True)
def _unordered_queries_are_shuffled() -> Iterator[None]:
    """Two databases give rows in two orders: a list that matters asks for its order."""
    order_by = SQLCompiler.get_order_by

    def shuffled(self: SQLCompiler) -> Any:
        found = order_by(self)
        query = self.query
        plain = not (query.combinator or query.distinct or query.group_by or query.is_sliced or query.select_for_update)
        if found or not plain or type(self) is not SQLCompiler or query.subquery:
            return found
        return IN_ANY_ORDER

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "get_order_by", shuffled)
        yield


@pytest.fixture(autouse=True)
def _a_lock_through_joins_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL loses a row whose joined key changes while it waits: a row is locked bare, then what it shows is read."""
    get_from_clause = SQLCompiler.get_from_clause

    def checked(self: SQLCompiler) -> Any:
        tables, values = get_from_clause(self)
        assert not self.query.select_for_update or len(tables) == 1, f"a lock through joins: {tables}"
        return tables, values

    monkeypatch.setattr(SQLCompiler, "get_from_clause", checked)


@pytest.fixture
def queries() -> Callable[[], CaptureQueriesContext]:
    """`with queries() as seen:` counts what the block asks the database; `len(seen)` after it."""
    return lambda: CaptureQueriesContext(connection)
