"""SMS Gateway for Android: a small structure's own telephone sends the SMS, reached directly or through its cloud."""

import json
from dataclasses import dataclass

import httpx

from escale.outbox.channels import posting
from escale.outbox.channels.contract import Refused, Sms

ALREADY_THERE = 409


@dataclass(frozen=True, kw_only=True)
class SmsGatewayChannel:
    http: httpx.Client
    url: str
    user: str
    password: str
    # The message keeps the identifier we give it, so the same key can't be queued twice.
    recognises_key: bool = True

    def send(self, sms: Sms) -> str:
        body = {
            "id": sms.key,
            "textMessage": {"text": sms.text},
            "phoneNumbers": [sms.to],
            "withDeliveryReport": True,
        }
        try:
            answer = posting.post(
                self.http,
                f"{self.url.rstrip('/')}/messages",
                body=json.dumps(body).encode(),
                headers={},
                auth=(self.user, self.password),
            )
        except Refused as refusal:
            if refusal.status == ALREADY_THERE:
                return sms.key
            raise
        return posting.identifier(answer, "id")
