"""Brevo: `POST /v3/transactionalSMS/send`. Its receipts come to the address given with each message."""

import json
from dataclasses import dataclass

import httpx

from escale.outbox.channels import posting
from escale.outbox.channels.contract import Sms

API = "https://api.brevo.com/v3"


@dataclass(frozen=True, kw_only=True)
class BrevoChannel:
    http: httpx.Client
    api_key: str
    receipt_url: str
    api: str = API
    recognises_key: bool = False

    def send(self, sms: Sms) -> str:
        body = {
            "sender": sms.sender,
            "recipient": sms.to.removeprefix("+"),
            "content": sms.text,
            "type": "transactional",
            "tag": sms.key,
            "webUrl": self.receipt_url,
        }
        answer = posting.post(
            self.http,
            f"{self.api}/transactionalSMS/send",
            body=json.dumps(body).encode(),
            headers={"api-key": self.api_key},
        )
        return posting.identifier(answer, "messageId")
