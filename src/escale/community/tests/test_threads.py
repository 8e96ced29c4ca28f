"""What advisers say to one another: who reads, what is written once, what is found, what becomes of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from escale.accounts import membership
from escale.accounts.models import Network
from escale.community import answering, circles, leaving, messages, moderating, posting, reading
from escale.community.models import (
    Follow,
    LeavingWords,
    Mention,
    PeerSettings,
    Post,
    PostDecision,
    PostReport,
    SharedLicence,
    Thanks,
    Theme,
    Thread,
    ThreadKind,
)
from escale.community.posting import Opening, Resource, Words
from escale.outbox.catalogue import Dropped
from escale.outbox.models import Message
from escale.people import retention
from escale.testing import builders

pytestmark = pytest.mark.django_db

NOW = builders.NOW
DAY = timedelta(days=1)


@pytest.fixture
def network(adviser, outsider):
    row = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    row.organizations.add(adviser.organization, outsider.organization)
    return row


def begin(member, title="Elle veut que je garde son mot de passe", key=None, text="Vous dites quoi ?", **kwargs):
    opening = Opening(kind=kwargs.pop("kind", ThreadKind.QUESTION), theme=Theme.POSTURE, title=title)
    values = {"submission": uuid4(), "now": NOW} | kwargs
    return posting.open_thread(member, key or f"equipe-{member.organization_id}", opening, Words(text=text), **values)


def reply(member, thread, text="Un carnet à elle.", **kwargs):
    return posting.answer(member, thread, Words(text=text), **({"submission": uuid4(), "now": NOW + DAY} | kwargs))


def test_the_same_form_twice_gives_one_thread_and_one_answer(adviser, colleague):
    threads = {begin(adviser, submission=UUID(int=1)).pk for _ in range(2)}
    thread = Thread.objects.get()
    assert threads == {thread.pk}
    posts = {reply(colleague, thread, submission=UUID(int=2)).pk for _ in range(2)}
    assert len(posts) == 1
    thread.refresh_from_db()
    assert (thread.answers, thread.last_at) == (1, NOW + DAY)
    assert set(Follow.objects.values_list("user", flat=True)) == {adviser.user_id, colleague.user_id}


def test_a_team_s_thread_is_the_team_s(adviser, colleague, outsider, front_desk, network):
    thread = begin(adviser)
    assert list(Thread.objects.of_member(colleague)) == [thread]
    assert not Thread.objects.of_member(outsider).exists()
    for member in (outsider, front_desk):
        assert not Thread.objects.visible_to(member.user).exists()


def test_an_adviser_of_another_network_reads_nothing(adviser, outsider, network):
    begin(adviser, key=f"reseau-{network.pk}")
    assert Thread.objects.of_member(outsider).exists()
    network.organizations.remove(outsider.organization)
    assert not Thread.objects.of_member(outsider).exists()
    assert not Thread.objects.visible_to(outsider.user).exists()


@pytest.mark.parametrize("words", ["mot de passe", "MOTS DE PASSES", "carnet", "le carnets", "ruban password"])
def test_a_thread_is_found_by_its_words_and_those_of_its_answers(adviser, colleague, words):
    thread = begin(adviser)
    begin(adviser, title="Le wifi de la salle", text="Il tombe.")
    reply(colleague, thread, "Un carnet fermé par un ruban.")
    found = reading.threads(adviser, circles.places(adviser), reading.Asked(words=words))
    assert list(found) == [thread]


def test_what_is_taken_away_or_hidden_is_found_no_more(adviser, colleague, admin):
    thread = begin(adviser)
    gone, hidden = reply(colleague, thread, "Un carnet."), reply(colleague, thread, "Une tablette.")
    posting.delete(gone, by=colleague.user, now=NOW + 2 * DAY)
    moderating.hide(hidden, by=admin.user, why="Un nom.", now=NOW + 2 * DAY)
    for words in ("carnet", "tablette"):
        assert not reading.threads(adviser, [], reading.Asked(words=words)).exists()
    gone.refresh_from_db()
    thread.refresh_from_db()
    assert (gone.text, gone.is_shown, thread.answers) == ("", False, 0)


def test_filters(adviser, colleague, network):
    asked = begin(adviser)
    talk = begin(adviser, title="Bonjour", kind=ThreadKind.TALK, key=f"reseau-{network.pk}")
    solved = begin(colleague, title="Le wifi")
    answering.solve(solved, by=colleague.user, now=NOW)

    def found(**asked):
        return {thread.pk for thread in reading.threads(adviser, circles.places(adviser), reading.Asked(**asked))}

    assert found(view="sans-reponse") == {asked.pk}
    assert found(view="resolus") == {solved.pk}
    assert found(view="suivis") == {asked.pk, talk.pk}
    assert found(circle=f"reseau-{network.pk}") == {talk.pk}
    assert found(circle="reseau-0") == set()
    assert found(theme="posture") == {asked.pk, talk.pk, solved.pk}
    assert found(theme="work") == set()


def test_whoever_asked_says_what_helped_and_nobody_else(adviser, colleague):
    thread = begin(adviser)
    post = reply(colleague, thread)
    with pytest.raises(answering.NotTheAsker):
        answering.solve(thread, by=colleague.user, post=post, now=NOW)
    answering.solve(thread, by=adviser.user, post=post, now=NOW)
    thread.refresh_from_db()
    post.refresh_from_db()
    assert (thread.solved_at, post.helped) == (NOW, True)
    with pytest.raises(answering.NotTheAsker):
        answering.unsolve(thread, by=colleague.user)
    answering.unsolve(thread, by=adviser.user)
    post.refresh_from_db()
    assert not post.helped


def test_thanks_are_said_once_and_never_to_oneself(adviser, colleague):
    post = reply(colleague, begin(adviser))
    for member in (adviser, adviser, colleague):
        answering.thank(post, by=member.user, now=NOW)
    assert [each.user for each in Thanks.objects.all()] == [adviser.user]
    answering.take_thanks_back(post, by=adviser.user)
    assert not Thanks.objects.exists()


def test_words_are_changed_for_a_day_by_their_author_and_say_so(adviser, colleague):
    post = reply(colleague, begin(adviser), now=NOW)
    with pytest.raises(posting.NotHers):
        posting.change(post, Words(text="Autre"), by=adviser, now=NOW)
    posting.change(post, Words(text="Un cahier"), by=colleague, now=NOW + DAY - timedelta(seconds=1))
    post.refresh_from_db()
    assert (post.text, post.changed_at) == ("Un cahier", NOW + DAY - timedelta(seconds=1))
    with pytest.raises(posting.TooLate):
        posting.change(post, Words(text="Trop tard"), by=colleague, now=NOW + DAY)
    with pytest.raises(posting.NotHers):
        posting.delete(post, by=adviser.user, now=NOW)


def test_whoever_is_named_in_the_circle_is_told_once(adviser, colleague, outsider):
    thread = begin(adviser, text="@Yann tu fais comment ? @yann @Omar @Maëlle yann@Yann.org")
    assert [mention.user for mention in Mention.objects.all()] == [colleague.user]
    assert [(each.kind, each.recipient) for each in Message.objects.all()] == [("peer_mentioned", colleague.user.email)]
    post = thread.posts.get()
    posting.change(post, Words(text="@Yann tu fais comment, toi ?"), by=adviser, now=NOW)
    assert Message.objects.count() == 1


def _rendered():
    return messages.MENTIONED.render(Message.objects.get(kind="peer_mentioned"), NOW)


def test_whoever_is_named_reads_nothing_of_a_circle_she_left_before_the_mail_does(adviser, outsider, network):
    begin(adviser, title="Zorglub", text="@Omar et toi ?", key=f"reseau-{network.pk}")
    assert "Zorglub" in _rendered().text
    network.organizations.remove(outsider.organization)
    assert isinstance(_rendered(), Dropped)


def test_whoever_is_named_is_not_told_a_title_that_was_hidden(adviser, colleague, admin):
    thread = begin(adviser, title="Zorglub")
    reply(adviser, thread, "@Yann ?")
    assert "Zorglub" in _rendered().text
    moderating.hide(thread.posts.get(opens=True), by=admin.user, why="Un nom.", now=NOW)
    assert isinstance(_rendered(), Dropped)


def test_a_resource_is_shared_with_its_licence(adviser):
    resource = Resource(title="Le carnet", url="https://example.org/carnet", licence=SharedLicence.BY_SA)
    thread = begin(adviser, resource=resource)
    [shared] = thread.posts.get().resources.all()
    assert (shared.title, shared.get_licence_display()) == ("Le carnet", "CC BY-SA")


def test_moderators_are_told_once_decide_with_a_reason_and_the_author_hears_it(adviser, colleague, admin, coordinator):
    post = reply(colleague, begin(adviser))
    for number in (1, 1, 2):
        moderating.report(post, by=adviser, why="Un nom y est.", submission=UUID(int=number), now=NOW)
    assert PostReport.objects.count() == 2
    told = {admin.user.email, coordinator.user.email}
    assert {each.recipient for each in Message.objects.filter(kind="peer_reported")} == told
    assert Message.objects.filter(kind="peer_reported").count() == 2
    with pytest.raises(moderating.NotAModerator):
        moderating.hide(post, by=colleague.user, why="Non.", now=NOW)
    for _ in range(2):
        moderating.hide(post, by=admin.user, why="Un nom y est.", now=NOW)
    post.refresh_from_db()
    assert post.hidden_at == NOW
    assert not PostReport.objects.waiting().exists()
    assert [each.recipient for each in Message.objects.filter(kind="peer_hidden")] == [colleague.user.email]
    moderating.show(post, by=coordinator.user, why="Le nom est retiré.", now=NOW + DAY)
    assert [each.kind for each in PostDecision.objects.order_by("pk")] == ["hidden", "shown"]


@pytest.mark.parametrize("choice", LeavingWords)
def test_leaving_an_organization_takes_one_s_words_along_or_leaves_them_unsigned(adviser, colleague, choice):
    thread = begin(colleague)
    kept = reply(adviser, thread, "De Maëlle")
    PeerSettings.objects.create(user=colleague.user, leaving=choice)
    assert leaving.settle_words(now=NOW) == 0
    membership.leave(colleague, now=NOW)
    assert leaving.settle_words(now=NOW) == 1
    opening = Post.objects.get(thread=thread, opens=True)
    assert (opening.author, opening.organization) == (None, None)
    assert opening.text == ("" if choice == LeavingWords.TAKE else "Vous dites quoi ?")
    thread.refresh_from_db()
    assert thread.author is None
    kept.refresh_from_db()
    assert kept.author == adviser.user
    assert leaving.settle_words(now=NOW) == 0


def test_a_thread_leaves_two_years_after_its_last_message(adviser, colleague):
    thread = begin(adviser)
    reply(colleague, thread, now=NOW + 30 * DAY)
    retention.apply(now=(NOW + 29 * DAY).replace(year=NOW.year + 2))
    assert Post.objects.count() == 2
    retention.apply(now=(NOW + 32 * DAY).replace(year=NOW.year + 2))
    assert not Thread.objects.exists()
    assert not Post.objects.exists()
