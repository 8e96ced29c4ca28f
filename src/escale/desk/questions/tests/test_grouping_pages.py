"""From wordings to questions: proposed with reasons, grouped, left apart, moved, joined; each gesture taken back."""

from datetime import timedelta

import pytest

from escale.questions import merging, recurring
from escale.questions.models import NotedQuestion, QuestionMerge, RecurringQuestion
from escale.testing.pages import text, undo_of, words

QUESTIONS = "/equipe/questions/"
WORDINGS = f"{QUESTIONS}phrases/"


@pytest.fixture
def scans(heard):
    return [heard("scanner un papier"), heard("envoyer un document scanné par mail")]


def ticked(wordings, **more):
    return {"phrase": [wording.pk for wording in wordings], **more}


def test_near_wordings_are_proposed_with_a_title_and_the_reason(client, scans):
    page = words(client.get(QUESTIONS))
    assert "Avec « Scanner et envoyer un document », question nouvelle" in page
    assert "2 phrases proches" in page
    assert "Pourquoi : « scanné » revient" in page
    assert "2 phrases attendent votre avis" in page


def test_confirmed_they_become_one_question_and_undone_none(client, scans):
    sent = ticked(scans, vers="nouvelle", title="Scanner un papier")
    answer = client.post(f"{QUESTIONS}regrouper/", sent, follow=True)
    question = RecurringQuestion.objects.get()
    assert question.title == "Scanner un papier"
    assert set(question.wordings.values_list("pk", flat=True)) == {each.pk for each in scans}
    client.post(undo_of(answer))
    assert not NotedQuestion.objects.exclude(question=None).exists()
    assert not RecurringQuestion.objects.standing().exists()


def test_wordings_of_several_questions_go_back_each_to_its_own(client, adviser, heard, now):
    one, two = (recurring.make(title, by=adviser, now=now) for title in ("Scanner", "Imprimer"))
    first, second, third = heard("scanner"), heard("imprimer"), heard("photocopier")
    NotedQuestion.objects.filter(pk=first.pk).update(question=one)
    NotedQuestion.objects.filter(pk=second.pk).update(question=two)
    sent = ticked([first, second, third], vers="nouvelle", title="Les papiers", retour="phrases")
    answer = client.post(f"{QUESTIONS}regrouper/", sent, follow=True)
    assert "3 phrases remises à leur place." in words(client.post(undo_of(answer), follow=True))
    asked = dict(NotedQuestion.objects.order_by("pk").values_list("pk", "question"))
    assert asked == {first.pk: one.pk, second.pk: two.pk, third.pk: None}
    assert set(RecurringQuestion.objects.standing()) == {one, two}


def test_what_is_put_in_a_question_joined_meanwhile_follows_it(client, adviser, heard, now):
    gone, kept = (recurring.make(title, by=adviser, now=now) for title in ("Scanner", "Numériser"))
    merging.merge(gone, into=kept, by=adviser, now=now)
    wording = heard("scanner")
    client.post(f"{QUESTIONS}regrouper/", ticked([wording], vers=gone.pk))
    assert NotedQuestion.objects.get(pk=wording.pk).question == kept


def test_a_name_another_question_has_is_refused_and_stays_typed(client, adviser, now):
    one, other = (recurring.make(title, by=adviser, now=now) for title in ("Scanner", "Numériser"))
    answer = client.post(f"{QUESTIONS}{one.pk}/renommer/", {"title": "numériser"})
    assert answer.status_code == 422
    assert "Une autre question s’appelle déjà ainsi." in text(answer)
    assert 'value="numériser"' in text(answer)
    assert client.post(f"{QUESTIONS}{other.pk}/renommer/", {"title": "numériser"}).status_code == 302


def test_what_is_unticked_stays_out(client, scans):
    client.post(f"{QUESTIONS}regrouper/", ticked(scans[:1], vers="nouvelle", title="Scanner"))
    assert NotedQuestion.objects.get(pk=scans[1].pk).question is None


def test_nothing_ticked_is_said(client, scans):
    answer = client.post(f"{QUESTIONS}regrouper/", {"vers": "nouvelle", "title": "Scanner"}, follow=True)
    assert "Cochez au moins une phrase." in text(answer)


@pytest.mark.parametrize(
    ("title", "said"),
    [(" ", "Écrivez le nom de la question."), ("mot de passe : Soleil35", 'value="mot de passe : Soleil35"')],
)
def test_a_name_that_will_not_do_is_asked_again_with_what_was_ticked(client, scans, title, said):
    answer = client.post(f"{QUESTIONS}regrouper/", ticked(scans, vers="nouvelle", title=title, retour="phrases"))
    assert answer.status_code == 422
    assert said in text(answer)
    assert [f'value="{each.pk}" checked' in text(answer) for each in scans] == [True, True]
    assert 'name="retour" value="phrases"' in text(answer)
    assert not RecurringQuestion.objects.exists()


def test_left_apart_they_are_proposed_no_more_until_asked_again(client, scans):
    answer = client.post(f"{QUESTIONS}a-part/", ticked(scans), follow=True)
    assert "2 phrases laissées à part." in text(answer)
    assert "Aucune phrase" in text(client.get(QUESTIONS)) or "Toutes les phrases ont leur question." in text(answer)
    client.post(undo_of(answer))
    assert "2 phrases proches" in words(client.get(QUESTIONS))


def test_a_wording_near_a_question_is_proposed_for_it(client, scans, heard):
    client.post(f"{QUESTIONS}regrouper/", ticked(scans, vers="nouvelle", title="Scanner et envoyer un document"))
    heard("photographier ma facture et la mettre dans le mail")
    page = words(client.get(QUESTIONS))
    assert "Avec « Scanner et envoyer un document » 1 phrase proche" in page


def test_the_same_words_again_go_with_the_same_question(client, scans, heard, now):
    client.post(f"{QUESTIONS}regrouper/", ticked(scans, vers="nouvelle", title="Scanner"))
    assert heard("Scanner un papier", on=now.date() - timedelta(days=40)).question.title == "Scanner"


def test_a_wording_is_split_out_and_put_back(client, scans):
    client.post(f"{QUESTIONS}regrouper/", ticked(scans, vers="nouvelle", title="Scanner"))
    question = RecurringQuestion.objects.get()
    sent = ticked(scans[:1], vers="nouvelle", title="Photocopier", retour=question.pk)
    answer = client.post(f"{QUESTIONS}regrouper/", sent, follow=True)
    assert NotedQuestion.objects.get(pk=scans[0].pk).question.title == "Photocopier"
    client.post(undo_of(answer))
    assert NotedQuestion.objects.get(pk=scans[0].pk).question == question
    assert RecurringQuestion.objects.standing().get() == question


def test_two_questions_are_joined_and_separated_again(client, adviser, scans, now):
    one, other = (recurring.make(title, by=adviser, now=now) for title in ("Scanner", "Numériser"))
    client.post(f"{QUESTIONS}regrouper/", ticked(scans[:1], vers=one.pk))
    client.post(f"{QUESTIONS}regrouper/", ticked(scans[1:], vers=other.pk))
    answer = client.post(f"{QUESTIONS}{other.pk}/reunir/", {"avec": one.pk}, follow=True)
    assert "« Numériser » est réunie à « Scanner »." in text(answer)
    assert one.wordings.count() == 2
    assert client.get(f"{QUESTIONS}{other.pk}/").url == f"{QUESTIONS}{one.pk}/"
    client.post(undo_of(answer))
    assert (one.wordings.count(), other.wordings.count()) == (1, 1)
    assert RecurringQuestion.objects.standing().count() == 2


def test_a_question_is_not_joined_to_itself(client, adviser, now):
    one = recurring.make("Scanner", by=adviser, now=now)
    answer = client.post(f"{QUESTIONS}{one.pk}/reunir/", {"avec": one.pk}, follow=True)
    assert "ne peuvent plus être réunies" in text(answer)
    assert not QuestionMerge.objects.exists()


def test_renamed_taken_off_and_put_back(client, adviser, scans):
    client.post(f"{QUESTIONS}regrouper/", ticked(scans, vers="nouvelle", title="Scanner"))
    question = RecurringQuestion.objects.get()
    client.post(f"{QUESTIONS}{question.pk}/renommer/", {"title": "Scanner un papier"})
    assert "Scanner un papier" in text(client.get(f"{QUESTIONS}{question.pk}/"))
    answer = client.post(f"{QUESTIONS}{question.pk}/enlever/", follow=True)
    assert "Aucune question pour l’instant." in text(answer) or "Rien de noté." in text(answer)
    client.post(undo_of(answer))
    assert RecurringQuestion.objects.standing().get() == question


def test_another_organization_s_wordings_are_never_moved(client, outsider, scans, now):
    theirs = recurring.make("Leur question", by=outsider, now=now)
    assert client.post(f"{QUESTIONS}regrouper/", ticked(scans, vers=theirs.pk)).status_code == 404
    assert not NotedQuestion.objects.exclude(question=None).exists()


def test_ranked_with_trend_public_and_what_became_of_it(client, heard, scans, now):
    client.post(f"{QUESTIONS}regrouper/", ticked(scans, vers="nouvelle", title="Scanner"))
    question = RecurringQuestion.objects.get()
    for ago, times in ((120, 2), (90, 2), (60, 3), (30, 4)):
        heard("scanner", times=times, heard_from="seniors", on=now.date() - timedelta(days=ago))
    NotedQuestion.objects.update(question=question)
    page = words(client.get(QUESTIONS))
    assert "Seniors · Jamais traité en atelier" in page
    assert "Jamais traité" in words(client.get(QUESTIONS, {"public": "jamais"}))
    assert "Aucune question ne répond." in words(client.get(QUESTIONS, {"public": "young"}))
    assert "Scanner" in words(client.get(QUESTIONS, {"q": "document"}))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_question_asks_as_often_for_one_wording_as_for_three(
    client, adviser, heard, now, django_assert_num_queries, count
):
    question = recurring.make("Scanner", by=adviser, now=now)
    for number in range(count):
        NotedQuestion.objects.filter(pk=heard(f"scanner {number}").pk).update(question=question)
    client.get(f"{QUESTIONS}{question.pk}/")
    with django_assert_num_queries(10):
        client.get(f"{QUESTIONS}{question.pk}/")
