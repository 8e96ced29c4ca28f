"""The sheets of partners: written, changed without writing over anybody, read over, put away; contacts, talks, events."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from escale.directory import contacts, events, meetings, partners
from escale.directory.models import Contact, JointEvent, Meeting, MeetingTask, Partner, PartnerSource
from escale.places import communes
from escale.testing import builders

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 13, 16, 20, tzinfo=ZoneInfo("Europe/Paris"))
TODAY = NOW.date()
VITRE, BALAZE = "35360", "35015"


def described(name="CLIC", **values):
    partner = Partner(name=name, **values)
    partners.locate(partner, communes.by_code(VITRE))
    return partner


def needs_of(partner):
    return sorted(partner.needs.values_list("need", flat=True))


def test_a_new_sheet_is_true_today_and_asked_about_in_six_months(adviser):
    made = partners.add(described(), needs=["domicile", "aidants"], by=adviser, now=NOW)

    made.refresh_from_db()
    assert (made.checked_on, made.checked_by, made.check_again_on) == (TODAY, adviser.user, date(2027, 5, 13))
    assert (made.commune_name, made.postcode, made.search_key) == ("Vitré", "35500", " clic vitre")
    assert needs_of(made) == ["aidants", "domicile"]


def test_a_sheet_is_to_be_read_over_until_somebody_says_that_it_is_still_true(adviser):
    old = builders.partner(adviser, name="Vieux", checked_on=TODAY - timedelta(days=200), check_again_on=TODAY)
    never = builders.partner(adviser, name="Jamais", checked_on=None, check_again_on=None)
    builders.partner(adviser, name="Récent", check_again_on=TODAY + timedelta(days=1))
    builders.partner(adviser, name="Retiré", check_again_on=TODAY, archived_at=NOW)

    assert list(partners.to_check(adviser.organization, on=TODAY)) == [never, old]
    partners.checked(old, by=adviser, now=NOW)
    assert list(partners.to_check(adviser.organization, on=TODAY)) == [never]
    partners.unchecked(old)
    assert old in partners.to_check(adviser.organization, on=TODAY)


def test_what_a_member_changes_by_hand_is_kept_from_the_next_refresh(adviser):
    partner = builders.partner(adviser, needs=("caf",), source=PartnerSource.MEDIATION, external_id="a--1")

    partner.phone, partner.name = "+33261910599", "Maison France services"
    partners.change(partner, needs=["caf", "rsa"], revision=0)

    partner.refresh_from_db()
    assert (partner.kept, partner.revision) == (["name", "needs", "phone"], 1)
    assert partner.search_key == " maison france services vitre"
    assert set(partner.words.values_list("word", flat=True)) == {"maison", "france", "services", "vitre"}
    assert needs_of(partner) == ["caf", "rsa"]


def test_a_sheet_the_team_wrote_has_nothing_to_keep(adviser):
    partner = builders.partner(adviser)
    partner.phone = ""
    assert partners.change(partner, needs=[], revision=0).kept == []


def test_nobody_writes_over_what_somebody_else_wrote_meanwhile(adviser):
    partner = builders.partner(adviser, needs=("caf",))
    partners.change(partner, needs=["rsa"], revision=0)

    partner.name = "Écrit trop tard"
    with pytest.raises(partners.ChangedMeanwhile):
        partners.change(partner, needs=[], revision=0)

    partner.refresh_from_db()
    assert (partner.name, needs_of(partner)) == ("France services de Vitré", ["rsa"])


def test_a_sheet_is_put_away_and_back(adviser):
    partner = builders.partner(adviser)
    partners.archive(partner, now=NOW)
    assert not Partner.objects.in_use().exists()
    partners.put_back(partner)
    assert Partner.objects.in_use().get() == partner


def test_the_same_place_written_twice_is_told(adviser, outsider):
    there = builders.partner(adviser, name="Mission locale du Pays de Vitré")
    builders.partner(adviser, name="Mission locale du Pays de Vitré", commune=BALAZE)
    builders.partner(outsider, name="Mission locale du Pays de Vitré")
    builders.partner(adviser, name="CCAS")

    for name in (
        "mission locale du pays de vitre",
        "Pays de Vitré, mission locale du",
        "Missions locale du Pays de Vitré",
    ):
        assert partners.twins(adviser.organization, name=name, commune=VITRE) == [there]
    assert partners.twins(adviser.organization, name=there.name, commune=VITRE, besides=there.pk) == []


def test_a_partner_that_moves_is_placed_in_its_new_commune():
    partner = described(address="6 rue de Verdun")
    partners.locate(partner, communes.by_code(BALAZE))
    balaze = communes.by_code(BALAZE)
    assert (partner.point, partner.postcode) == ((balaze.latitude, balaze.longitude), balaze.postcodes[0])


def test_a_place_said_exactly_stays_where_it_is():
    partner = Partner(name="CLIC", latitude=48.12, longitude=-1.2)
    partners.locate(partner, communes.by_code(VITRE))
    assert partner.point == (48.12, -1.2)


def test_no_contact_is_written_down_who_did_not_agree(adviser):
    partner = builders.partner(adviser)
    for nobody in (Contact(name="Élodie"), Contact(name="Élodie", agreed_on=TODAY + timedelta(days=2))):
        with pytest.raises(contacts.NotAgreed):
            contacts.add(nobody, partner=partner, now=NOW)
    assert not Contact.objects.exists()

    élodie = contacts.add(Contact(name="Élodie", agreed_on=TODAY), partner=partner, now=NOW)
    contacts.leave(élodie, now=NOW)
    assert not Contact.objects.in_use().exists()
    contacts.come_back(élodie)
    assert Contact.objects.in_use().get() == élodie


def test_a_talk_sent_twice_is_noted_once(adviser):
    partner, submission = builders.partner(adviser), uuid4()
    for _ in range(2):
        meeting = meetings.note(
            meetings.Draft(on=TODAY, learned="Ils ferment en août."),
            partners=[partner],
            promises=[meetings.Promise(what="Envoyer nos affiches")],
            by=adviser,
            submission=submission,
            now=NOW,
        )

    assert Meeting.objects.get() == meeting
    assert MeetingTask.objects.get().what == "Envoyer nos affiches"


@pytest.fixture
def talk(adviser):
    return meetings.note(
        meetings.Draft(on=TODAY, decided="Un café sénior, une fois par mois."),
        partners=[builders.partner(adviser, name="Médiathèque")],
        promises=[
            meetings.Promise(what="Réserver la salle", who=adviser.user, due_on=TODAY),
            meetings.Promise(what="Prévenir le CLIC"),
        ],
        by=adviser,
        submission=uuid4(),
        now=NOW,
    )


def test_a_talk_written_again_keeps_what_is_done(talk):
    room, warned = talk.tasks.order_by("pk")
    meetings.tick(room, now=NOW)

    meetings.change(
        talk,
        meetings.Draft(on=TODAY, learned="Salle 2"),
        partners=talk.partners.all(),
        promises=[meetings.Promise(what="Prévenir Sophie", pk=warned.pk), meetings.Promise(what="Acheter du café")],
    )
    assert list(talk.tasks.order_by("pk").values_list("what", flat=True)) == [
        "Réserver la salle",
        "Prévenir Sophie",
        "Acheter du café",
    ]
    every = talk.tasks.values_list("pk", flat=True)
    meetings.change(talk, meetings.Draft(on=TODAY), partners=[], emptied=[*every])
    assert talk.tasks.get() == room


def test_what_is_to_be_done_is_hers_or_nobodys_until_it_is_ticked(adviser, colleague, talk):
    room, warned = talk.tasks.order_by("pk")

    assert set(meetings.tasks_of(adviser.organization, adviser.user)) == {room, warned}
    assert list(meetings.tasks_of(colleague.organization, colleague.user)) == [warned]
    assert list(meetings.tasks_of(adviser.organization, adviser.user, until=TODAY)) == [room]
    assert not meetings.tasks_of(adviser.organization, adviser.user, until=TODAY - timedelta(days=1)).exists()
    meetings.tick(room, now=NOW)
    assert list(meetings.tasks_of(adviser.organization, adviser.user)) == [warned]
    meetings.untick(room)
    assert room in meetings.tasks_of(adviser.organization, adviser.user)


@pytest.mark.parametrize("typed", ["cafe senior", "mediatheque", "reserver la salle", "CAFÉ médiathèque", ""])
def test_a_talk_is_found_by_any_word_of_it_accents_aside(adviser, talk, typed):
    assert meetings.search(adviser.organization, typed) == [talk]


def test_a_talk_is_not_found_by_other_words_nor_elsewhere(adviser, outsider, talk):
    assert meetings.search(adviser.organization, "café loto") == []
    assert meetings.search(outsider.organization, "café") == []


def test_what_is_organized_together_has_its_partners_and_sessions(adviser, django_assert_num_queries):
    clic = builders.partner(adviser, name="CLIC")
    draft = events.Draft(title="Semaine bleue", starts_on=TODAY, ends_on=TODAY + timedelta(days=6))
    planned = events.plan(draft, partners=[clic], by=adviser, now=NOW)

    with django_assert_num_queries(3):
        [event] = events.of(adviser.organization, partner=clic)
        assert (event, list(event.partners.all()), list(event.sessions.all())) == (planned, [clic], [])
    events.change(
        planned, events.Draft(title="Semaine bleue 2026", starts_on=TODAY, ends_on=TODAY), partners=[], sessions=[]
    )
    assert [(each.title, each.partners.count()) for each in events.of(adviser.organization)] == [
        ("Semaine bleue 2026", 0)
    ]
    events.remove(planned)
    assert not JointEvent.objects.exists()
