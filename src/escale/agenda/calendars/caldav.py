"""CalDAV (RFC 4791), as little of it as reading takes: one REPORT gives every event of the days asked about."""

from datetime import UTC, datetime
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from escale.agenda.calendars.problems import CannotRead
from escale.agenda.models import ReadingProblem

CALENDAR_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"
MULTISTATUS = "{DAV:}multistatus"
HEADERS = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}

QUERY = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start}" end="{end}"/>
</C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


def query(start: datetime, end: datetime) -> bytes:
    """Ask for the events that touch these instants."""
    moments = {"start": start, "end": end}
    return QUERY.format(**{name: f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for name, at in moments.items()}).encode()


def calendars(answer: bytes) -> list[bytes]:
    """The calendars of a multistatus answer, one an event or a series. Raises `CannotRead` for anything else."""
    try:
        root = fromstring(answer, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise CannotRead(ReadingProblem.NOT_A_CALENDAR) from problem
    if root.tag != MULTISTATUS:
        raise CannotRead(ReadingProblem.NOT_A_CALENDAR)
    return [found.text.encode() for found in root.iter(CALENDAR_DATA) if found.text and found.text.strip()]
