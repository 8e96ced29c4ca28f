"""Composition root of time: what runs, how often. Read the table; the rest is the loop."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from django.db import close_old_connections, connections
from django.utils import timezone

from escale.agenda import loans, permanences, repeated_absences
from escale.agenda.calendars import reading
from escale.appointments import answering, kinds, turns, waiting
from escale.community import digest, leaving, notes, peers
from escale.community import messages as community_messages
from escale.desk.privacy import telling
from escale.directory import following as referrals
from escale.directory import kinds as referral_kinds
from escale.directory import received, received_messages
from escale.directory.importing import working as places
from escale.library import indexing, similar
from escale.mandates import consenting
from escale.mandates import messages as mandate_messages
from escale.mandates.chain import pruning
from escale.media.comments import telling as comment_messages
from escale.media.letters import kinds as letter_kinds
from escale.media.letters import sending as letters
from escale.myspace import messages as space_messages
from escale.networks import messages as network_messages
from escale.offers import refreshing, writing
from escale.outbox.catalogue import catalogue
from escale.people import retention, rights
from escale.people.importing import working as importing
from escale.portal import lost_links
from escale.portal.finding import list_sms
from escale.practice import kinds as practice_kinds
from escale.practice import leaving as practice_leaving
from escale.publishing import advisers, channel_mail
from escale.publishing.adapters import spreading
from escale.publishing.mailing import bounces, preparing, sending
from escale.publishing.mailing import kinds as mailing_kinds
from escale.sheets import checking, giving
from escale.statistics import monthly, scheduling
from escale.workshops import asking_later, waiting_list
from escale.workshops import kinds as workshop_kinds
from escale.workshops import reminders as workshop_reminders
from escale.writing import kinds as writing_kinds
from escale.writing import scheduling as publishing_texts
from escale.writing import withdrawing as picture_consents

log = logging.getLogger(__name__)

CATALOGUE = catalogue(
    kinds.KINDS,
    workshop_kinds.KINDS,
    lost_links.KINDS,
    list_sms.KINDS,
    scheduling.KINDS,
    telling.KINDS,
    mailing_kinds.KINDS,
    letter_kinds.KINDS,
    channel_mail.KINDS,
    referral_kinds.KINDS,
    received_messages.KINDS,
    mandate_messages.KINDS,
    peers.KINDS,
    community_messages.KINDS,
    digest.KINDS,
    network_messages.KINDS,
    space_messages.KINDS,
    giving.KINDS,
    comment_messages.KINDS,
    practice_kinds.KINDS,
    writing_kinds.KINDS,
)
"""Every kind of message the worker can render."""

TICK_SECONDS = 5.0
PAUSE_AFTER_PROBLEM = timedelta(minutes=5)


class Work(Protocol):
    """What is due at an instant, done; what it answers is nobody's business here."""

    def __call__(self, *, now: datetime) -> object: ...


@dataclass(frozen=True)
class Task:
    every: timedelta
    run: Work


TASKS = {
    "permanences: write the dates of the next twelve months": Task(timedelta(hours=6), permanences.top_up),
    "absences: write the dates of the next twelve months": Task(timedelta(hours=6), repeated_absences.top_up),
    "equipment: keep what is late out of reach": Task(timedelta(hours=6), loans.keep_late_busy),
    "calendars: read those that are due": Task(timedelta(seconds=5), reading.read_due),
    "waiting: pass on the hours nobody answered for": Task(timedelta(seconds=5), answering.expire_due),
    "waiting: offer the hours that opened": Task(timedelta(seconds=30), turns.offer_free_hours),
    "waiting: withdraw the offers whose hour is gone": Task(timedelta(minutes=1), turns.withdraw_gone),
    "waiting: end the waits that are over": Task(timedelta(minutes=1), waiting.close_over),
    "workshops: pass on the seats nobody answered for": Task(timedelta(seconds=5), waiting_list.expire_offers),
    "workshops: offer the seats that time has freed": Task(timedelta(minutes=1), waiting_list.offer_left),
    "workshops: end the waits for what has begun": Task(timedelta(minutes=1), waiting_list.close_started),
    "workshops: write the reminders of the sessions that come near": Task(
        timedelta(minutes=1), workshop_reminders.write_due
    ),
    "workshops: ask three months after what is still done alone": Task(timedelta(minutes=5), asking_later.ask_later),
    "practice: give back the seats of those who left": Task(timedelta(minutes=10), practice_leaving.give_back_seats),
    "mandates: read the answers given by SMS": Task(timedelta(seconds=5), consenting.read_answers),
    "figures: count again the months that moved": Task(timedelta(minutes=1), lambda **_: monthly.count_due()),
    "figures: add the networks up again, whoever joined or left": Task(
        timedelta(days=1), lambda **_: monthly.add_networks_up()
    ),
    "statistics: send the figures of the month that is over": Task(timedelta(hours=1), scheduling.send_due),
    "mail of the month: prepare it ten days ahead": Task(timedelta(hours=6), preparing.prepare_due),
    "mail of the month: let those read over leave on their day": Task(timedelta(minutes=5), sending.send_due),
    "letters: let those read over leave on their day": Task(timedelta(minutes=5), letters.send_due),
    "mail of the month: mark the addresses it came back from": Task(timedelta(minutes=1), bounces.note_due),
    "referrals: remind the partners that have not answered": Task(timedelta(minutes=5), referrals.remind_due),
    "other sites: mark what their agendas must be told": Task(timedelta(minutes=5), spreading.note_changes),
    "partners: tell prescribers what became of whom they sent": Task(timedelta(minutes=1), received.tell_due),
    "texts: show and take away those whose hour has come": Task(timedelta(seconds=5), publishing_texts.publish_due),
    "pictures: withdraw those whose consent is over": Task(timedelta(minutes=5), picture_consents.tend),
    "offers of other sites: forget what is over": Task(timedelta(days=1), writing.forget_all_over),
    "library: read what was published, forget what was taken away": Task(
        timedelta(seconds=10), indexing.read_published
    ),
    "peers: write the digests that are due": Task(timedelta(minutes=5), digest.prepare),
    "peers: do with the words of whoever left as chosen": Task(timedelta(minutes=1), leaving.settle_words),
    "people: erase again whoever an older backup brought back": Task(timedelta(days=1), rights.forget_again),
    "people: tell whose file will soon be emptied": Task(timedelta(days=1), telling.tell),
    "people: apply the retention policy": Task(timedelta(days=1), retention.apply),
}
"""Every task may run twice at once, or be stopped at any instant: what is due is read from the rows, never from here."""

LONG_TASKS = {
    "people: read and write the lists brought": Task(timedelta(seconds=2), importing.advance),
    "partners: read and write the lists brought": Task(timedelta(seconds=2), places.advance),
    "offers of other sites: read the sources that are due": Task(timedelta(seconds=20), refreshing.read_due),
    "other sites: publish what is due": Task(timedelta(seconds=20), spreading.publish_due),
    "pages of advisers: erase those of whoever left": Task(timedelta(days=1), advisers.erase_of_gone),
    "notes for oneself: seal anew what an older key sealed": Task(timedelta(days=1), notes.seal_anew),
    "library: compare every text with what was read of it": Task(timedelta(hours=1), indexing.read_changed),
    "library: find what resembles the texts that moved": Task(timedelta(seconds=20), similar.compare_due),
    "sheets: note the addresses they lead to": Task(timedelta(hours=6), checking.note_all),
    "sheets: ask whether the addresses that are due still answer": Task(timedelta(minutes=5), checking.check_due),
    "journal: take out what is over six years old": Task(timedelta(days=1), pruning.tend),
}
"""What may take a minute: in a thread of its own, so that offers and reminders don't wait for it."""


def run_forever(
    stop: Event, *, tasks: Mapping[str, Task] = TASKS, clock: Callable[[], datetime] = timezone.now
) -> None:
    """Run each task when it is due, the first time at once, until `stop` is set.

    One that fails is logged and tried again a little later; it holds no other.
    """
    due = dict.fromkeys(tasks, clock())
    while not stop.is_set():
        for name, task in tasks.items():
            now = clock()
            if due[name] <= now:
                due[name] = now + (task.every if _ran(name, task, now) else PAUSE_AFTER_PROBLEM)
        close_old_connections()
        stop.wait(TICK_SECONDS)
    connections.close_all()


def _ran(name: str, task: Task, now: datetime) -> bool:
    try:
        task.run(now=now)
    except Exception:
        log.exception("%s", name)
        connections.close_all()
        return False
    return True
