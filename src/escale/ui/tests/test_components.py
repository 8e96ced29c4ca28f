"""Components: what they draw, and that no value can break out of them."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone

from escale.ui import shapes
from escale.ui.cards import Pass

EVIL = '"><script>alert(1)</script>'


def drawn(source: str, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% icon 'phone' label=evil css=evil %}",
        "{% flag 'rdv' label=evil %}",
        "{% kind 'rdv' evil %}",
        "{% tag evil evil icon=evil %}",
        "{% notice 'ok' icon=evil role=evil %}{{ evil }}{% endnotice %}",
        "{% empty evil evil evil %}{{ evil }}{% endempty %}",
        "{% bridge steps 1 evil %}",
        "{% lines rows tone=evil %}",
        "{% recap triples %}",
        "{% sms evil evil evil %}",
        "{% pass_card card %}",
        "{% seg evil evil rows evil css=evil show_legend=True %}",
        "{% choice evil evil evil hint=evil %}",
        "{% chips evil evil rows steps %}",
        "{% level evil %}",
        "{% qr evil evil css=evil %}",
        "{% plural 2 evil %}{% agree 2 evil %}",
        "{{ evil|typo }}{{ evil|capital }}",
        "{{ evil|phone }}{{ evil|tel }}",
    ],
)
def test_a_value_never_becomes_markup(source):
    card = Pass(day=EVIL, hour=EVIL, summary=EVIL, where=[(EVIL, EVIL)], bring=[(EVIL, EVIL)])
    html = drawn(source, evil=EVIL, steps=[EVIL], rows=[(EVIL, EVIL)], triples=[(EVIL, EVIL, EVIL)], card=card)
    assert "<script" not in html
    assert '""' not in html.replace('value=""', "")


def test_an_icon_is_mute_beside_words_and_named_alone():
    assert drawn("{% icon 'phone' %}") == (
        '<svg class="i" aria-hidden="true"><use href="/static/ui/icons/sprite.svg#phone"/></svg>'
    )
    assert 'role="img" aria-label="Appeler"' in drawn("{% icon 'phone' label='Appeler' %}")


def test_an_unknown_flag_is_refused():
    with pytest.raises(TemplateSyntaxError, match="rdv"):
        drawn("{% flag 'pirate' %}")


def test_the_bridge_marks_what_is_done_and_where_one_is():
    html = drawn("{% bridge steps 2 %}", steps=["Le sujet", "Le jour", "Le numéro"])
    assert "Étape 2 sur 3" in html
    assert '<li class="done"><span>Le sujet</span> <span class="sr">(fait)</span></li>' in html
    assert '<li aria-current="step"><span>Le jour</span></li>' in html
    assert "<li><span>Le numéro</span></li>" in html


def test_a_recap_offers_to_change_only_what_can_change():
    html = drawn("{% recap rows %}", rows=[("Quand", "mardi", "/jour/"), ("Sujet", "mail")])
    assert html.count("Changer") == 1
    assert 'href="/jour/"' in html


def test_a_segment_shows_the_chosen_value_and_its_tone():
    html = drawn("{% seg 's' 'Présence' rows 'b' %}", rows=[("a", "Là"), ("b", "Absence")])
    assert '<input type="radio" name="s" value="b" checked> Absence' in html
    assert html.count("checked") == 1


def test_an_empty_list_without_way_out_draws_no_button_row():
    assert "cluster" not in drawn("{% empty 'sun' 'Journée libre.' %}  {% endempty %}")


def test_a_list_of_one_page_has_no_pagination():
    page = Paginator(range(3), 20).page(1)
    request = RequestFactory().get("/liste/")
    assert drawn("{% pagination page %}", page=page, request=request).strip() == ""


def test_pagination_keeps_the_other_parameters_of_the_address():
    page = Paginator(range(60), 20).page(2)
    html = drawn("{% pagination page %}", page=page, request=RequestFactory().get("/liste/?q=mail&page=2"))
    assert 'href="/liste/?q=mail&amp;page=1"' in html
    assert 'href="/liste/?q=mail&amp;page=3"' in html
    assert "Page 2 sur 3" in html


def test_a_qr_code_is_one_path_with_its_quiet_zone():
    html = drawn("{% qr 'https://escale.example/' 'Prendre rendez-vous' %}")
    assert html.count("<path") == 1
    assert 'd="M4 4h7v1h-7z' in html
    assert 'aria-label="Prendre rendez-vous"' in html


def test_a_qr_path_draws_each_run_once():
    assert shapes.qr_path([[1, 1, 0, 1], [0, 0, 0, 0]], quiet_zone=4) == "M4 4h2v1h-2zM7 4h1v1h-1z"


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        (time(9, 30), 120, "at-0930 len-8"),
        (time(9, 40), 45, "at-0930 len-4"),
        (time(0), 0, "at-0000 len-1"),
        (time(6), 24 * 60, "at-0600 len-48"),
    ],
)
def test_an_interval_takes_whole_quarters_of_an_hour(start, minutes, expected):
    assert shapes.slot_class(start, minutes) == expected


@pytest.mark.parametrize(("percent", "expected"), [(70, "v-70"), (72.4, "v-70"), (-3, "v-0"), (140, "v-100")])
def test_a_gauge_is_rounded_to_five_percent(percent, expected):
    assert shapes.bar_class(percent) == expected


def test_a_trend_of_zeros_is_drawn_flat():
    assert shapes.spark_bars([0, 0]) == [(0, 30, 2, True), (15, 30, 2, False)]


def test_dates_are_said_in_the_active_zone():
    moment = datetime(2026, 11, 17, 13, 0, tzinfo=ZoneInfo("UTC"))
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert drawn("{{ at|day_hour }}", at=moment) == "mardi 17\xa0novembre à 14\xa0h"
    with timezone.override(ZoneInfo("Indian/Reunion")):
        assert drawn("{{ at|hour }}", at=moment) == "17\xa0h"


def test_counts_agree_with_their_word():
    assert drawn("{% plural 0 'place' %} {% plural 2 'place' %}") == "0\xa0place 2\xa0places"


def test_a_telephone_is_shown_by_pairs_and_can_be_called():
    html = drawn("<a href='{{ n|tel }}'>{{ n|phone }}</a>", n="+33261910512")
    assert html == "<a href='tel:+33261910512'>02\xa061\xa091\xa005\xa012</a>"


def test_typography_of_safe_html_keeps_its_markup():
    assert drawn("{{ text|safe|typo }}", text="<b>C'est ici !</b>") == "<b>C’est ici\xa0!</b>"
