"""The catalogue: what one writes is what one finds again, nothing is lost, counts are exact."""

from datetime import timedelta

import pytest

from escale.accounts.models import Membership, Organization
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.topics import Pillar, Topic
from escale.workshops import catalogue
from escale.workshops.catalogue import Description, Step, TitleTaken, Usage
from escale.workshops.models import EnrollmentState, Group, Session, Workshop

DESCRIBED = Description(
    title="Trier ses mails",
    promise="vous retrouvez vos messages",
    learns="Créer un dossier.\nVider la corbeille.",
    minutes=60,
    pillar=Pillar.USES,
    topics=(Topic.EMAIL, Topic.SAFETY),
    steps=(Step(minutes=20, title="On se présente."), Step(minutes=40, title="On trie.", materials="ordinateurs")),
)


def write(of: Organization, description: Description = DESCRIBED) -> Workshop:
    return catalogue.write(description, organization=of, now=NOW)


def test_what_is_written_is_found_again(organization: Organization):
    written = Workshop.objects.get(pk=write(organization).pk)
    assert catalogue.described(written) == DESCRIBED
    assert (written.created_at, written.archived_at) == (NOW, None)


def test_a_title_is_taken_whatever_its_accents_and_capitals(organization: Organization, outsider: Membership):
    write(organization)
    with pytest.raises(TitleTaken):
        write(organization, Description(title="TRIER SES MÀILS"))
    assert write(outsider.organization).title == "Trier ses mails"


def test_correcting_replaces_the_topics_and_the_plan(organization: Organization):
    written = write(organization)
    corrected = Description(title="Trier ses mails", topics=(Topic.EMAIL,), steps=(Step(minutes=5, title="Bonjour."),))
    catalogue.correct(written, corrected)
    again = catalogue.described(Workshop.objects.get(pk=written.pk))
    assert (again.topics, again.steps) == (corrected.topics, corrected.steps)


def test_correcting_refuses_the_title_of_another(organization: Organization):
    write(organization)
    other = write(organization, Description(title="Autre"))
    with pytest.raises(TitleTaken):
        catalogue.correct(other, Description(title="trier ses mails"))
    other.refresh_from_db()
    assert other.title == "Autre"


def test_copies_have_titles_of_their_own_within_sixty_signs(organization: Organization):
    long = write(organization, Description(title="x" * 60, steps=DESCRIBED.steps))
    copies = [catalogue.duplicate(long, now=NOW) for _ in range(2)]
    assert [copy.title for copy in copies] == ["x" * 55 + " (2)", "x" * 55 + " (3)"]
    assert catalogue.described(copies[1]).steps == DESCRIBED.steps


def test_a_withdrawn_workshop_comes_back_unless_its_title_is_taken(organization: Organization):
    written = write(organization)
    catalogue.archive(written, now=NOW)
    assert not Workshop.objects.in_use().exists()
    catalogue.restore(written)
    assert Workshop.objects.in_use().get() == written
    catalogue.archive(written, now=NOW)
    write(organization)
    with pytest.raises(TitleTaken):
        catalogue.restore(written)


@pytest.mark.parametrize(
    ("topics", "pillar"),
    [
        ((), None),
        ((Topic.EMAIL,), Pillar.USES),
        ((Topic.SAFETY, Topic.EMAIL), Pillar.CITIZENSHIP),
        ((Topic.EMAIL, Topic.SAFETY), Pillar.USES),
        ((Topic.EMAIL, Topic.SAFETY, Topic.AI), Pillar.CITIZENSHIP),
        ((Topic.PROCEDURES, Topic.MONEY, Topic.EMAIL), Pillar.PROCEDURES),
    ],
)
def test_topics_propose_the_pillar_most_of_them_belong_to(topics, pillar):
    assert catalogue.pillar_for(topics) == pillar


def test_the_pillar_chosen_by_hand_stays(organization: Organization):
    assert write(organization, Description(title="a", topics=(Topic.SAFETY,))).pillar == Pillar.CITIZENSHIP
    chosen = Description(title="b", topics=(Topic.SAFETY,), pillar=Pillar.USES)
    assert write(organization, chosen).pillar == Pillar.USES


def test_administrative_topics_only_stand_beside_procedures():
    assert catalogue.lacks_procedures((Topic.MONEY,))
    assert not catalogue.lacks_procedures((Topic.MONEY, Topic.PROCEDURES))
    assert not catalogue.lacks_procedures((Topic.EMAIL,))


def test_each_step_begins_when_the_one_before_ends(organization: Organization):
    steps = catalogue.steps_of(write(organization))
    assert [(each.offset, each.step.title) for each in catalogue.timed(steps)] == [
        (0, "On se présente."),
        (20, "On trie."),
    ]


def test_words_are_found_without_their_accents(organization: Organization):
    written = write(organization)
    found = catalogue.matching([written], "RETROUVEZ creer")
    assert found == [written]
    assert catalogue.matching([written], "visio") == []
    assert catalogue.matching([written], "") == [written]


def test_usage_counts_what_has_begun_and_what_is_to_come(adviser: Membership, venue: Venue):
    subject = builders.workshop(adviser.organization)
    past = NOW - timedelta(days=7)
    begun = builders.group(adviser, venue, subject=subject, starts_at=past, seats=6)
    for state in (EnrollmentState.ENROLLED, EnrollmentState.OFFERED, EnrollmentState.WAITING):
        builders.enrollment(begun, state=state)
    builders.enrollment(begun, seats=2, with_companion=True)
    builders.enrollment(begun, state=EnrollmentState.CANCELED_BY_PERSON)
    builders.group(adviser, venue, subject=subject)
    called_off = builders.group(adviser, venue, subject=subject, starts_at=past - timedelta(days=1))
    Group.objects.filter(pk=called_off.pk).update(canceled_at=NOW)
    counted = catalogue.usage([subject], now=NOW)[subject.pk]
    assert counted == Usage(times=1, coming=1, seats=6, taken=4)
    assert counted.percent_filled == 67


def test_a_workshop_never_used_has_no_percentage(organization: Organization):
    fresh = write(organization)
    assert catalogue.usage([fresh], now=NOW) == {fresh.pk: Usage()}
    assert Usage().percent_filled is None


def test_usage_asks_as_many_questions_for_one_workshop_as_for_three(adviser: Membership, venue: Venue, queries):
    subjects = [builders.workshop(adviser.organization, title=f"Atelier {n}") for n in "abc"]
    for number, subject in enumerate(subjects):
        builders.group(adviser, venue, subject=subject, starts_at=NOW - timedelta(days=7 + number))
    with queries() as with_one:
        catalogue.usage(subjects[:1], now=NOW)
    with queries() as with_three:
        catalogue.usage(subjects, now=NOW)
    assert len(with_one) == len(with_three) == 2


def test_the_next_session_of_each_group_to_come_the_soonest_first(adviser: Membership, venue: Venue):
    subject = builders.workshop(adviser.organization)
    later = builders.group(adviser, venue, subject=subject, starts_at=NOW + timedelta(days=30))
    running = builders.group(adviser, venue, subject=subject, starts_at=NOW - timedelta(days=3), sessions=3)
    builders.enrollment(running)
    called_off = builders.group(adviser, venue, subject=subject, starts_at=NOW + timedelta(days=2))
    Session.objects.filter(group=called_off).update(canceled_at=NOW)
    found = catalogue.coming(subject, now=NOW)
    assert [(each.session.group_id, each.taken, each.sessions) for each in found] == [
        (running.pk, 1, 2),
        (later.pk, 0, 1),
    ]
