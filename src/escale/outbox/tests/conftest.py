from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from escale.outbox.channels import posting
from escale.testing import gateway
from escale.testing.gateway import Gateway


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """A gateway on this machine, which the generic channel posts to, with an impatient client."""
    monkeypatch.setattr(posting, "TIMEOUT", httpx.Timeout(0.4))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with gateway.running() as running:
        settings.SMS_BACKEND = "http"
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sms_url=f"{running.address}/sms")
        yield running
