"""OVHcloud SMS: `POST /sms/{serviceName}/jobs`, signed with the application's and the consumer's keys."""

import hashlib
import json
import time
from dataclasses import dataclass

import httpx

from escale.outbox.channels import posting
from escale.outbox.channels.contract import Refused, Sms

API = "https://eu.api.ovh.com/1.0"
VALID_MINUTES = 24 * 60


@dataclass(frozen=True, kw_only=True)
class OvhCloudChannel:
    http: httpx.Client
    application_key: str
    application_secret: str
    consumer_key: str
    service: str
    api: str = API
    recognises_key: bool = False

    def send(self, sms: Sms) -> str:
        url = f"{self.api}/sms/{self.service}/jobs"
        # Without `noStopClause`, OVHcloud adds "STOP 36111" and holds the message at night and on Sundays: rules of
        # advertising, which this is not.
        body = json.dumps(
            {
                "charset": "UTF-8",
                "coding": "7bit",
                "message": sms.text,
                "noStopClause": True,
                "priority": "high",
                "receivers": [sms.to],
                "sender": sms.sender,
                "senderForResponse": False,
                "validityPeriod": VALID_MINUTES,
            }
        )
        answer = posting.post(self.http, url, body=body.encode(), headers=self._signature(url, body))
        taken = answer.get("ids")
        if answer.get("invalidReceivers") and not taken:
            raise Refused("Le service de SMS ne connaît pas ce numéro.")
        first = taken[0] if isinstance(taken, list) and taken else None
        return posting.identifier({"id": first}, "id")

    def _signature(self, url: str, body: str) -> dict[str, str]:
        at = str(int(time.time()))
        signed = "+".join((self.application_secret, self.consumer_key, "POST", url, body, at))
        digest = hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest()  # The provider's scheme.
        return {
            "X-Ovh-Application": self.application_key,
            "X-Ovh-Consumer": self.consumer_key,
            "X-Ovh-Timestamp": at,
            "X-Ovh-Signature": f"$1${digest}",
        }
