"""Settings an operator mistypes stop the product with a sentence that says what to write."""

from pathlib import Path

import pytest

from escale.environment import BadSetting, Environment, database, mailer
from escale.settings import own_secret_key


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"ESCALE_DATABASE": "x"}, "Vouliez-vous dire ESCALE_DATABASE_URL"),
        ({"ESCALE_DEMO": "peut-être"}, "Écrivez « oui » ou « non »"),
        ({"ESCALE_TRUSTED_PROXIES": "-1"}, "un nombre entier, sans signe"),
        ({"ESCALE_BASE_URL": "rdv.example.org"}, "une adresse comme https://"),
        ({"ESCALE_BASE_URL": "https://example.org/rdv"}, "une adresse comme https://"),
        ({"ESCALE_BASE_URL": "https://[::bad"}, "ESCALE_BASE_URL ne se lit pas"),
        ({"ESCALE_DEFAULT_TIME_ZONE": "Europe/Pari"}, "par exemple Europe/Paris"),
        ({"ESCALE_MAP_TILES": "https://{s}.tiles.example.org/{z}/{x}/{y}.png"}, "une adresse comme https://host/"),
        ({"ESCALE_SECRET_KEY": "court"}, "trop courte"),
        ({"ESCALE_PUBLIC_PHONE": "12"}, "un numéro comme"),
        ({"ESCALE_SMS_BACKEND": "pigeon"}, "Valeurs possibles : file, http"),
        ({"ESCALE_SMS_BACKEND": "http"}, "demande aussi ESCALE_SMS_URL"),
        ({"ESCALE_SMS_BACKEND": "brevo"}, "demande aussi ESCALE_SMS_KEY"),
        ({"ESCALE_SMS_SENDER": "CentreSocialDeVitré"}, "onze lettres ou chiffres"),
        ({"ESCALE_SMS_SENDER": "36180"}, "onze lettres ou chiffres"),
        ({"ESCALE_SMS_COUNTRIES": "FR,ZZ"}, "contient « ZZ »"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_with_what_to_write(variables: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadSetting, match=sentence):
        Environment.read(variables)


def test_settings_of_other_programs_are_left_alone() -> None:
    assert Environment.read({"PATH": "/usr/bin", "ESCALE_SMS_KEY": ""}) == Environment()


def test_a_list_and_a_telephone_are_read_however_they_are_typed() -> None:
    given = Environment.read({"ESCALE_ALLOWED_HOSTS": "a.example, b.example,", "ESCALE_PUBLIC_PHONE": "02 61 91 05 12"})
    assert (given.allowed_hosts, given.public_phone) == (("a.example", "b.example"), "+33261910512")


@pytest.mark.parametrize("url", ["mysql://x", "postgres://host:port/escale", "escale"])
def test_an_address_of_database_that_cannot_be_read_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(BadSetting, match="ESCALE_DATABASE_URL") as refusal:
        database(url, data_dir=Path())
    assert "host" not in str(refusal.value)


@pytest.mark.parametrize("url", ["mail.example.org", "smtp://host:port"])
def test_an_address_of_mail_server_that_cannot_be_read_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="ESCALE_EMAIL_URL"):
        mailer(url, data_dir=Path())


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    key = own_secret_key(tmp_path / "data")
    assert own_secret_key(tmp_path / "data") == key
    assert len(key) > 50
    assert [(each.name, each.stat().st_mode & 0o777) for each in (tmp_path / "data").iterdir()] == [
        ("secret-key", 0o600)
    ]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match="ESCALE_DATA_DIR"):
        own_secret_key(tmp_path / "file")
