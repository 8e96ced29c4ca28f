"""The generic channel: any gateway that takes `{"to", "text", "sender", "key"}` and answers 2xx with `{"id"}`."""

import json
from dataclasses import asdict, dataclass

import httpx

from escale.outbox.channels import posting
from escale.outbox.channels.contract import Sms


@dataclass(frozen=True, kw_only=True)
class HttpChannel:
    http: httpx.Client
    url: str
    token: str = ""
    recognises_key: bool = True

    def send(self, sms: Sms) -> str:
        headers = {"Idempotency-Key": sms.key}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = posting.post(self.http, self.url, body=json.dumps(asdict(sms)).encode(), headers=headers)
        return posting.identifier(answer, "id")
