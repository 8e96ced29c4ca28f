"""What the tests of the exchange do again and again."""

from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from escale import spreadsheets
from escale.accounts.models import Membership
from escale.activity.exchange import activities, activities_reading, activities_xlsx, importing
from escale.activity.exchange.activities_xlsx import About
from escale.activity.exchange.importing import Plan
from escale.activity.models import ActivityRecord
from escale.testing import builders

WORKBOOKS = Path(__file__).parent / "workbooks"
ZONE = ZoneInfo("Europe/Paris")
KEY = UUID("6f6f6f6f-1111-4111-8111-000000000000")


def rows_of(content: bytes, *, sheet: str = "") -> list[list[str]]:
    return [row.cells for row in spreadsheets.read(content, sheet=sheet)]


def table_of(content: bytes) -> list[dict[str, str]]:
    """The rows under the titles, by title, whatever stands above."""
    rows = rows_of(content)
    titles = next(row for row in rows if "ID CRA" in row)
    under = rows[rows.index(titles) + 1 :]
    return [{title: row[index] if index < len(row) else "" for index, title in enumerate(titles)} for row in under]


def workbook(name: str) -> bytes:
    return (WORKBOOKS / name).read_bytes()


def plan(name: str | bytes, by: Membership) -> Plan:
    content = workbook(name) if isinstance(name, str) else name
    reading = activities_reading.read(spreadsheets.read(content), zone=ZONE)
    return importing.plan(reading, by=by)


def bring(name: str | bytes, by: Membership, key: UUID = KEY) -> int:
    return importing.write(plan(name, by), by=by, key=key, now=builders.NOW)


def exported(by: Membership, *, team: bool = False) -> bytes:
    records = ActivityRecord.objects.of_organization(by.organization).counted()
    about = About(
        first_name=by.user.first_name,
        last_name=by.user.last_name,
        role="Conseiller Numérique",
        at=builders.NOW,
        zone=ZONE,
        filters=dict.fromkeys(activities_xlsx.FILTERS, ""),
    )
    return activities_xlsx.workbook(activities.told(records, organization=by.organization), about=about, team=team)
