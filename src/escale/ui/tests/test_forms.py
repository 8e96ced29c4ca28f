"""Forms: label, hint, error and control tied together; French sentences; nothing typed is lost, nothing crashes."""

import pytest
from django import forms
from django.test import RequestFactory

from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Chips, Form, PhoneField, Segments


class Booking(Form):
    first_name = forms.CharField(label="Votre prénom", help_text="Comme on vous appelle.", max_length=10)
    phone = PhoneField(label="Votre numéro")
    whom = forms.ChoiceField(
        label="Pour qui ?",
        widget=forms.RadioSelect,
        choices=[("me", "Pour moi"), ("other", ChoiceLabel("Pour un autre", hint="Un voisin"))],
    )
    agreed = forms.BooleanField(label="Je suis d’accord")


def booking(**changes):
    return Booking({"first_name": "Lucette", "phone": "06 39 98 00 42", "whom": "me", "agreed": "on", **changes})


def test_label_hint_error_and_control_come_in_this_order_and_are_tied():
    html = str(booking(first_name="")["first_name"].as_field_group())
    places = [html.index(part) for part in ("<label for", 'class="hint"', 'class="error"', "<input")]
    assert places == sorted(places)
    assert 'aria-describedby="id_first_name_helptext id_first_name_error"' in html
    assert 'id="id_first_name_helptext"' in html
    assert 'id="id_first_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_answers_of_a_question_are_grouped_under_it():
    html = str(booking(whom="")["whom"].as_field_group())
    assert '<fieldset class="field" aria-describedby="id_whom_error">' in html
    assert "<legend>Pour qui ?</legend>" in html
    assert html.count('<label class="choice">') == 2
    assert '<span class="muted plain">Un voisin</span>' in html


def test_a_single_box_is_named_by_its_sentence():
    assert '<label class="check"><input type="checkbox"' in str(booking()["agreed"].as_field_group())


def test_segments_and_chips_draw_their_own_shapes():
    class Small(Form):
        state = forms.ChoiceField(widget=Segments, choices=[("a", ChoiceLabel("Là", tone="ok"))])
        when = forms.MultipleChoiceField(widget=Chips, choices=[("am", "Le matin")])

    html = str(Small())
    assert '<div class="seg"><label class="ok">' in html
    assert '<ul class="chips"><li><label>' in html


def test_the_summary_takes_the_focus_and_leads_to_each_field():
    html = str(booking(first_name="", whom=""))
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert '<b>Écrivez votre prénom.</b> <a href="#id_first_name">Corriger « Votre prénom »</a>' in html
    assert 'href="#id_whom_0"' in html


def test_a_form_without_error_has_no_summary():
    assert "alert" not in str(booking())


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("first_name", "", "Écrivez votre prénom."),
        ("whom", "", "Choisissez une réponse."),
        ("whom", "\ud800", "Cette réponse n’est plus dans la liste. Choisissez-en une autre."),
        ("agreed", "", "Cochez cette case pour continuer."),
        ("first_name", "Lucette Anne", "Ce texte est trop long : il a 12 signes. Gardez-en 10 au plus."),
        ("first_name", "Lu\x00ce", "Un signe de ce texte est illisible. Effacez-le, ou écrivez de nouveau."),
        ("first_name", "Lu\ud800ce", "Un signe de ce texte est illisible. Effacez-le, ou écrivez de nouveau."),
        ("phone", "", "Écrivez votre numéro."),
        ("phone", "06 39 98 00", "Nous lisons 8\xa0chiffres. Il en faut 10. Ajoutez les 2 derniers."),
        ("phone", "06\x0039980042", "Un signe de ce texte est illisible. Effacez-le, ou écrivez de nouveau."),
        ("phone", "06\ud80039980042", "Un signe de ce texte est illisible. Effacez-le, ou écrivez de nouveau."),
        ("phone", "06" * 2500, "Ce texte est trop long. Écrivez seulement le numéro."),
        ("phone", "appelez-moi", "Nous lisons des lettres. Écrivez le numéro en chiffres."),
    ],
)
def test_what_is_missing_is_said_once_with_what_to_do(field, typed, sentence):
    form = booking(**{field: typed})
    assert form.errors == {field: [sentence]}
    str(form).encode()


def test_a_sentence_written_for_a_field_stays():
    class Own(Form):
        day = forms.DateField(label="Le jour", error_messages={"required": "Dites quel jour vous venez."})

    assert Own({}).errors == {"day": ["Dites quel jour vous venez."]}
    assert Own({"day": "demain"}).errors == {"day": ["Écrivez une date comme 17/11/2026."]}


def test_text_is_cleaned_before_it_is_stored():
    form = booking(first_name="  Lu\u202ecette ")
    assert form.is_valid()
    assert form.cleaned_data["first_name"] == "Lucette"


def test_text_that_grows_when_it_is_composed_is_refused_beside_its_field():
    class Short(Form):
        words = forms.CharField(max_length=3)

    form = Short({"words": "\u0958" * 3})
    assert not form.is_valid()
    assert form.errors["words"] == [
        "Ce texte est trop long : il a 6 signes. Gardez-en 3 au plus.",
    ]


def test_a_password_is_kept_to_the_letter():
    class Secret(Form):
        password = forms.CharField(widget=forms.PasswordInput, strip=False)

    form = Secret({"password": " deux  espaces "})
    assert form.is_valid()
    assert form.cleaned_data["password"] == " deux  espaces "


@pytest.mark.parametrize("typed", ["06 39 98 00 42", "06.39.98.00.42", "+33 (0)6 39 98 00 42", "0033639980042"])
def test_a_telephone_is_read_however_it_is_typed(typed):
    form = booking(phone=typed)
    assert form.is_valid()
    assert form.cleaned_data["phone"] == "+33639980042"


def test_a_telephone_is_shown_as_it_was_typed_when_the_form_comes_back():
    assert 'value="06.39.98"' in str(booking(phone="06.39.98")["phone"])


def test_a_stored_telephone_is_shown_by_pairs_and_counts_as_unchanged():
    form = Booking(initial={"phone": "+33639980042"})
    assert 'value="06\xa039\xa098\xa000\xa042"' in str(form["phone"])
    sent = Booking({"phone": "06\xa039\xa098\xa000\xa042"}, initial={"phone": "+33639980042"})
    assert "phone" not in sent.changed_data


def test_an_optional_telephone_may_stay_empty():
    class Optional(Form):
        phone = PhoneField(required=False)

    form = Optional({"phone": " "})
    assert form.is_valid()
    assert form.cleaned_data["phone"] == ""


def test_a_label_with_markup_is_escaped_everywhere():
    class Evil(Form):
        name = forms.CharField(label="<script>", help_text="<script>")
        choice = forms.ChoiceField(label="<script>", choices=[("<script>", ChoiceLabel("<script>", hint="<script>"))])

    assert "<script>" not in str(Evil(RequestFactory().post("/", {"name": ""}).POST))
