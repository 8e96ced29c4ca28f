import pytest

from escale.accounts.models import Membership
from escale.appointments.models import BookableBy, Reason
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.testing import builders

MAILS = {
    "name": "Mails et documents",
    "public_sentence": "Je veux envoyer un document par mail",
    "bring": "Votre téléphone\nLe papier",
    "icon": "mail",
    "kind": "on_site",
    "duration": "45",
    "bookable_by": "staff",
    "notice": "30",
    "horizon_days": "90",
    "cancel_until": "240",
    "move_until": "1440",
    "before": "0",
    "after": "10",
}


def test_a_new_reason_proposes_the_usual_rules_in_words(adviser: Membership):
    page = text_of(get(adviser, "settings-reason-add"))
    for chosen in ("30 minutes avant", "3 mois à l’avance", "4 heures avant", "24 heures avant"):
        assert f"selected>{chosen}" in page


def test_a_reason_is_written_with_its_rules(adviser: Membership):
    post(adviser, "settings-reason-add", **(MAILS | {"step": "15"}))
    reason = Reason.objects.get()
    rules = (reason.duration, reason.step, reason.before, reason.after, reason.notice, reason.horizon_days)
    assert rules == (45, 15, 0, 10, 30, 90)
    assert (reason.bookable_by, reason.offered_online, reason.things_to_bring) == (
        BookableBy.STAFF,
        False,
        ["Votre téléphone", "Le papier"],
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Remplissez « Nom du motif »."),
        ({"duration": "7"}, "Cette réponse n’est plus dans la liste."),
        ({"duration": "45e9"}, "Cette réponse n’est plus dans la liste."),
        ({"bookable_by": "nobody"}, "Cette réponse n’est plus dans la liste."),
        ({"icon": "../../etc"}, "Cette réponse n’est plus dans la liste."),
        ({"description": "x" * 201}, "Ce texte est trop long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(adviser: Membership, values, sentence: str):
    response = post(adviser, "settings-reason-add", **(MAILS | values))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Reason.objects.exists()


def test_two_reasons_never_share_a_name(adviser: Membership):
    builders.reason(adviser.organization)
    response = post(adviser, "settings-reason-add", **(MAILS | {"name": "mails et documents"}))
    assert "Ce motif existe déjà." in text_of(response)


def test_a_rule_set_elsewhere_stays_proposed(adviser: Membership):
    reason = builders.reason(adviser.organization, duration=55)
    assert "selected>55 minutes" in text_of(get(adviser, "settings-reason", reason.pk))
    post(adviser, "settings-reason", reason.pk, **(MAILS | {"duration": "55"}))
    assert Reason.objects.get().duration == 55


def test_ready_made_reasons_are_added_then_no_longer_proposed(adviser: Membership):
    said = post_and_read(adviser, "settings-reason-starters", starter=["mails", "photos"])
    assert "2 motifs ajoutés." in said
    assert 'value="mails"' not in said
    assert 'value="telephone"' in said


def test_a_reason_moves_is_copied_and_leaves_the_list(adviser: Membership):
    first = builders.reason(adviser.organization, position=0)
    second = builders.reason(adviser.organization, name="Photos", position=1)
    post(adviser, "settings-reason-move", second.pk, to="up")
    assert list(Reason.objects.order_by("position")) == [second, first]
    copy = post(adviser, "settings-reason-duplicate", first.pk)
    assert copy["Location"] == address("settings-reason", Reason.objects.latest("pk").pk)
    post(adviser, "settings-reason-archive", first.pk)
    assert get(adviser, "settings-reason", first.pk).status_code == 404


def test_the_list_asks_as_many_questions_for_one_reason_as_for_three(adviser: Membership, queries):
    client = settled(adviser)
    builders.reason(adviser.organization)
    with queries() as with_one:
        client.get(address("settings-reasons"))
    for name in ("Photos", "Tablette"):
        builders.reason(adviser.organization, name=name)
    with queries() as with_three:
        client.get(address("settings-reasons"))
    assert len(with_one) == len(with_three)
