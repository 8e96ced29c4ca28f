"""Intervals that only touch: the end of one is the start of the other, and they share no instant."""

from datetime import UTC, datetime, timedelta

from escale.scheduling.intervals import Interval, intersect

MIDNIGHT = datetime(2027, 3, 28, tzinfo=UTC)


def span(start: int, end: int) -> Interval:
    return Interval(MIDNIGHT + timedelta(minutes=start), MIDNIGHT + timedelta(minutes=end))


def test_back_to_back_is_no_overlap_whichever_is_asked():
    morning, afternoon = span(0, 60), span(60, 120)
    assert not morning.overlaps(afternoon)
    assert not afternoon.overlaps(morning)


def test_one_shared_minute_is_an_overlap_whichever_is_asked():
    first, second = span(0, 61), span(60, 120)
    assert first.overlaps(second)
    assert second.overlaps(first)
    assert span(0, 120).overlaps(span(30, 60))


def test_an_interval_before_another_does_not_overlap_it():
    assert not span(0, 10).overlaps(span(20, 30))
    assert not span(20, 30).overlaps(span(0, 10))


def test_back_to_back_intervals_have_nothing_in_common():
    assert intersect([span(0, 60)], [span(60, 120)]) == []
    assert intersect([span(60, 120)], [span(0, 60)]) == []
