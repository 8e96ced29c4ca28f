"""What the demonstration exchanges: a file of La Coop that waits to be read again, and a program that reads the figures."""

from datetime import datetime, timedelta
from uuid import UUID

from escale import spreadsheets
from escale.accounts.models import Membership
from escale.activity.exchange import gestures
from escale.activity.exchange.coordination_xlsx import TITLES
from escale.api.clients import Reach
from escale.api.models import ApiClient
from escale.spreadsheets import Cell, Sheet

FILE = "coop-numerique_coordinations.xlsx"
ID = "7c1d2e4f-9b1a-4c55-8f20-0000000000"


def fill(by: Membership, *, admin: Membership, key: UUID, now: datetime) -> None:
    """Keep a file until she reads it again, and let a program in whose secret nobody has."""
    content = spreadsheets.xlsx_file([Sheet("Activités de coordination", [TITLES, *_rows(now)])])
    gestures.keep(content, file_name=FILE, by=by, key=key, now=now)
    ApiClient.objects.create(
        organization=admin.organization,
        name="Tableau de bord du département",
        key=f"demo-{by.organization.pk}",
        reaches=[Reach.FIGURES],
        created_at=now - timedelta(days=20),
        created_by=admin.user,
        last_used_at=now - timedelta(hours=3),
    )


def _rows(now: datetime) -> list[list[Cell]]:
    meeting, forum = (now - timedelta(days=days) for days in (9, 24))
    return [
        [
            *(meeting.date(), "Animation", 90, "/", 6, 2, 0, "/", "Comité technique / de pilotage", "/", "/", "/", "/"),
            "Intervention à mon initiative",
            "Échanges de bonnes pratiques / partage d’informations",
            *("", "", f"{meeting:%d/%m/%Y à %H:%M}", "", f"{ID}01"),
        ],
        [
            *(forum.date(), "Évènement", "/", 80, "/", "/", "/", "Forum des associations", "Forum du village"),
            *("Une commune", "/", "/", "Intercommunal", "/", "/", "", "", f"{forum:%d/%m/%Y à %H:%M}", "", f"{ID}02"),
        ],
    ]
