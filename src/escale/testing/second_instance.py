"""Another Escale, whole, in a process of its own: it serves its pages and reads the addresses it is told on its input.

`python -m escale.testing.second_instance PORT`, with its settings in the environment. Each line it reads is an address; it
answers with what it found there, as one line of JSON.
"""

import json
import os
import sys
import threading
from datetime import timedelta
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "escale.settings")
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.utils import timezone  # noqa: E402

from escale.accounts.models import Organization  # noqa: E402
from escale.offers import keeping, refreshing  # noqa: E402
from escale.offers.models import Source, SourceKind  # noqa: E402
from escale.testing import builders, migrated  # noqa: E402
from escale.workshops.models import Group  # noqa: E402

TITLE = "Ranger ses photos"


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the output is for answers."""


def main(port: int) -> None:
    migrated.migrate()
    theirs = builders.organization("Relais de Balazé")
    adviser = builders.member(theirs, first_name="Awa")
    next_week = (timezone.now() + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    builders.group(adviser, builders.venue(theirs), title=TITLE, starts_at=next_week)
    Group.objects.update(published_at=timezone.now() - timedelta(days=1))
    server = make_server("127.0.0.1", port, get_wsgi_application(), server_class=Server, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"is_ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(_read(theirs, line.strip())), flush=True)


def _read(organization: Organization, address: str) -> dict[str, object]:
    """Add an address as a source, read it, and say how it went."""
    now = timezone.now()
    source = keeping.add(
        organization, kind=SourceKind.ESCALE, name="Vitré", url=address, around="", within_km=40, words={}, now=now
    )
    refreshing.read_due(now=now)
    read = Source.objects.get(pk=source.pk)
    offers = read.offers.shown().order_by("title").values("title", "topics", "audience", "seats_left", "url", "uid")
    return {"problem": read.problem, "own_count": read.own_count, "offers": list(offers)}


if __name__ == "__main__":
    main(int(sys.argv[1]))
