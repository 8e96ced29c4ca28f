"""Which channel the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from escale.environment import Environment
from escale.outbox import receipts
from escale.outbox.channels import brevo, ovhcloud, posting
from escale.outbox.channels.brevo import BrevoChannel
from escale.outbox.channels.contract import Refused, Sms, SmsChannel
from escale.outbox.channels.file import FileChannel
from escale.outbox.channels.http import HttpChannel
from escale.outbox.channels.ovhcloud import OvhCloudChannel
from escale.outbox.channels.sms_gateway import SmsGatewayChannel


class NoChannel:
    """SMS are switched off on this instance."""

    recognises_key = True

    def send(self, sms: Sms) -> str:
        raise Refused("Les SMS ne sont pas activés.")


@contextmanager
def opened() -> Iterator[SmsChannel]:
    """The SMS channel of the settings, with a connection kept open for the time of the block."""
    given: Environment = settings.ENVIRONMENT
    with posting.client() as http:
        match settings.SMS_BACKEND:
            case "file":
                yield FileChannel(settings.DATA_DIR / "sms")
            case "http":
                yield HttpChannel(http=http, url=given.sms_url, token=given.sms_key)
            case "ovhcloud":
                yield OvhCloudChannel(
                    http=http,
                    application_key=given.sms_key,
                    application_secret=given.sms_secret,
                    consumer_key=given.sms_consumer_key,
                    service=given.sms_account,
                    api=given.sms_url or ovhcloud.API,
                )
            case "brevo":
                yield BrevoChannel(
                    http=http,
                    api_key=given.sms_key,
                    receipt_url=receipts.address(),
                    api=given.sms_url or brevo.API,
                )
            case "sms-gateway":
                yield SmsGatewayChannel(http=http, url=given.sms_url, user=given.sms_key, password=given.sms_secret)
            case _:
                yield NoChannel()
