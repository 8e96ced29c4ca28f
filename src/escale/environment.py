"""What an operator may set: every `ESCALE_*` variable, its type, its default, and the sentence that explains it.

`settings.py` reads one `Environment`; `docs/configuration.md` documents each field and a test holds the two together.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import available_timezones

import phonenumbers

from escale.french.phone import UnreadablePhone, read_phone

PREFIX = "ESCALE_"
SMS_BACKENDS = ("file", "http", "ovhcloud", "brevo", "sms-gateway", "off")
NEEDED_BY_SMS_BACKEND = {
    "http": ("sms_url",),
    "ovhcloud": ("sms_key", "sms_secret", "sms_consumer_key", "sms_account"),
    "brevo": ("sms_key",),
    "sms-gateway": ("sms_url", "sms_key", "sms_secret"),
}
SHORTEST_SECRET_KEY = 50
YES_OR_NO = {
    **dict.fromkeys(("1", "true", "yes", "oui"), True),
    **dict.fromkeys(("0", "false", "no", "non"), False),
}


class BadSetting(Exception):
    """A variable that can't be used as it stands; the message says what to do."""


def setting(default: Any, help_text: str, *, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"help": help_text, "choices": choices})


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The values of one instance, already typed."""

    data_dir: Path = setting(Path("data"), "Folder of the database, the secret key and the files.")
    database_url: str = setting("", "postgres://user:password@host:5432/name; SQLite in the data folder when empty.")
    secret_key: str = setting("", "Signing key; made once in the data folder when empty.")
    old_secret_keys: tuple[str, ...] = setting(
        (), "Keys used before, separated by commas: what they sealed still opens."
    )
    base_url: str = setting(
        "http://localhost:8000", "Address of the instance as the public types it; links in messages use it."
    )
    allowed_hosts: tuple[str, ...] = setting((), "Other host names served, separated by commas.")
    debug: bool = setting(False, "Development only: detailed errors and the component gallery.")
    demo: bool = setting(False, "Demonstration: invented data, log-ins shown, no second factor asked.")
    require_second_factor: bool = setting(True, "Ask a second factor (code or passkey) of every role that sees people.")
    trusted_proxies: int = setting(
        0, "How many reverse proxies stand in front; decides which address rate limits count."
    )
    default_time_zone: str = setting("Europe/Paris", "IANA zone of pages that are about no venue.")
    email_url: str = setting(
        "", "smtp://user:password@host:587; messages are written to files in the data folder when empty."
    )
    email_from: str = setting("Escale <bonjour@example.org>", "Sender of the e-mails.")
    sms_backend: str = setting("file", "How SMS leave.", choices=SMS_BACKENDS)
    sms_url: str = setting("", "Address the http and sms-gateway channels post to.")
    sms_key: str = setting("", "Provider key or user name.")
    sms_secret: str = setting("", "Provider secret or password.")
    sms_consumer_key: str = setting("", "Provider consumer key (OVHcloud).")
    sms_account: str = setting("", "Provider account or service name (OVHcloud).")
    sms_sender: str = setting("Escale", "Sender shown on the telephone, 11 letters or digits at most.")
    sms_countries: tuple[str, ...] = setting(
        ("FR", "GP", "RE", "GF", "MQ", "YT", "PM", "BL", "MF", "WF", "PF", "NC"),
        "Countries SMS may go to, ISO codes, separated by commas.",
    )
    sms_per_day: int = setting(2000, "SMS the whole instance may send in a day.")
    calendar_hosts: tuple[str, ...] = setting(
        (), "Hosts whose calendars and offers may be read although not public, host or host:port, separated by commas."
    )
    map_tiles: str = setting("", "Address of map images, https://host/{z}/{x}/{y}.png; maps ask nobody when empty.")
    map_credit: str = setting("© OpenStreetMap", "Whose map images they are, said on the map.")
    legal_publisher: str = setting(
        "", "Who publishes the site, for the legal notice: name, address, telephone, separated by commas."
    )
    legal_director: str = setting("", "Name of whoever answers for what is published.")
    legal_host: str = setting("", "Who hosts the site: name, address, telephone, separated by commas.")
    source_url: str = setting(
        "", "Where the source that runs here may be read; the instance gives its own source as a file in any case."
    )
    public_phone: str = setting("", "Telephone shown where a page is about no organization.")

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> "Environment":
        """Read and check every `ESCALE_*` variable.

        Raises `BadSetting` for an unknown name, or a value that would only fail later, at a page or a message.
        """
        known = {PREFIX + spec.name.upper(): spec for spec in fields(cls)}
        values: dict[str, Any] = {}
        for name, raw in variables.items():
            if not name.startswith(PREFIX):
                continue
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                hint = f" Vouliez-vous dire {near[0]} ?" if near else " La liste est dans docs/configuration.md."
                raise BadSetting(f"{name} n’est pas un réglage d’Escale.{hint}")
            if raw != "":
                spec = known[name]
                values[spec.name] = _typed(name, raw, spec.default, spec.metadata["choices"])
        if typed := values.get("public_phone"):
            values["public_phone"] = _phone(typed)
        environment = cls(**values)
        _check(environment)
        return environment


def _check(given: Environment) -> None:
    where = _split("ESCALE_BASE_URL", given.base_url)
    if where.scheme not in {"http", "https"} or not where.hostname or where.path.strip("/") or where.query:
        raise BadSetting(
            f"ESCALE_BASE_URL vaut « {given.base_url} ». Écrivez une adresse comme https://rdv.example.org."
        )
    if given.map_tiles and not re.fullmatch(
        r"https://[^/;,\s'\"{}]+/(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})\S+", given.map_tiles
    ):
        raise BadSetting(
            f"ESCALE_MAP_TILES vaut « {given.map_tiles} ». Écrivez une adresse comme https://host/{{z}}/{{x}}/{{y}}.png."
        )
    if given.source_url and not re.fullmatch(r"https?://[^\s/]+\S*", given.source_url):
        raise BadSetting(
            f"ESCALE_SOURCE_URL vaut « {given.source_url} ». Écrivez une adresse comme https://forge.example.org/escale."
        )
    if given.default_time_zone not in available_timezones():
        raise BadSetting(
            f"ESCALE_DEFAULT_TIME_ZONE vaut « {given.default_time_zone} ». Écrivez par exemple Europe/Paris."
        )
    if given.secret_key and len(given.secret_key) < SHORTEST_SECRET_KEY:
        raise BadSetting(f"ESCALE_SECRET_KEY est trop courte. Écrivez au moins {SHORTEST_SECRET_KEY} signes au hasard.")
    _check_sms(given)


def _check_sms(given: Environment) -> None:
    for name in NEEDED_BY_SMS_BACKEND.get(given.sms_backend, ()):
        if not getattr(given, name):
            raise BadSetting(f"ESCALE_SMS_BACKEND={given.sms_backend} demande aussi {PREFIX}{name.upper()}.")
    if not re.fullmatch(r"(?=.*[A-Za-z])[A-Za-z0-9]{1,11}", given.sms_sender):
        raise BadSetting(
            f"ESCALE_SMS_SENDER vaut « {given.sms_sender} ». Écrivez onze lettres ou chiffres au plus, sans espace."
        )
    for code in given.sms_countries:
        if code not in phonenumbers.SUPPORTED_REGIONS:
            raise BadSetting(
                f"ESCALE_SMS_COUNTRIES contient « {code} ». Écrivez des codes comme FR, séparés par des virgules."
            )


def _phone(typed: str) -> str:
    """E.164, as every other number of the product."""
    try:
        return read_phone(typed, allow_premium=True).e164
    except UnreadablePhone as problem:
        raise BadSetting(
            f"ESCALE_PUBLIC_PHONE vaut « {typed} ». Écrivez un numéro comme +33261910512. {problem.sentence}"
        ) from problem


def _split(name: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as problem:
        # The address may hold a password: it is not shown.
        raise BadSetting(f"{name} ne se lit pas comme une adresse. Vérifiez le serveur et le port.") from problem
    return parts


def _typed(name: str, raw: str, default: Any, choices: tuple[str, ...]) -> Any:
    if isinstance(default, bool):
        if raw.lower() not in YES_OR_NO:
            raise BadSetting(f"{name} vaut « {raw} ». Écrivez « oui » ou « non ».")
        return YES_OR_NO[raw.lower()]
    if isinstance(default, int):
        if not raw.isdecimal():
            raise BadSetting(f"{name} vaut « {raw} ». Écrivez un nombre entier, sans signe.")
        return int(raw)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    if isinstance(default, Path):
        return Path(raw).expanduser().resolve()
    if choices and raw not in choices:
        raise BadSetting(f"{name} vaut « {raw} ». Valeurs possibles : {', '.join(choices)}.")
    return raw


def database(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Django's database entry for an `ESCALE_DATABASE_URL`; SQLite in the data folder when it is empty.

    SQLite runs in WAL with IMMEDIATE transactions: a writer queues at BEGIN instead of failing at COMMIT.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "escale.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            "TEST": {"NAME": None},
        }
    parts = _split("ESCALE_DATABASE_URL", url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting("ESCALE_DATABASE_URL ne commence pas par postgres://. Laissez vide pour SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "escale",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A bounded wait turns a stuck lock into one clear error instead of a hung instance.
        # Values travel apart from the text: a text seen five times on a connection is read and planned once for all.
        "OPTIONS": {
            "connect_timeout": 5,
            "options": "-c statement_timeout=15s -c lock_timeout=10s",
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
    }


def mailer(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Django's `MAILERS` entry for an `ESCALE_EMAIL_URL`; a folder of files when it is empty."""
    if not url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(data_dir / "mails")},
        }
    parts = _split("ESCALE_EMAIL_URL", url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise BadSetting("ESCALE_EMAIL_URL ne commence ni par smtp:// ni par smtps://.")
    implicit_tls = parts.scheme == "smtps"
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if implicit_tls else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": implicit_tls,
            "use_tls": not implicit_tls,
            "timeout": 20,
        },
    }
