"""The roll sheet and the certificates: what they say, on the screen and as tagged files."""

import re
import zlib
from datetime import date, timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse

from escale.desk.workshops.roll import papers
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.ui import pdf
from escale.workshops.models import (
    Attendance,
    CatchUp,
    Mark,
    Mastery,
    Moment,
    Session,
    Skill,
    SkillAnswer,
    SkillCheck,
    SkippedDay,
)

FIRST = builders.NOW.replace(month=9, day=15, hour=7, minute=30)
"""Tuesday 15 September 2026, 9 h 30 in Vitré."""
AFTER = builders.NOW + timedelta(weeks=4)
LONG = "Marie-Antoinette de la Rochefoucauld-Montmorencies"
ARABIC = "محمد عبد الرحمن"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def group(adviser, venue):
    """Ten Tuesdays, none during the holidays."""
    made = builders.group(adviser, venue, title="Débuter avec l’ordinateur", sessions=10, starts_at=FIRST)
    for session in Session.objects.filter(group=made, number__gt=5):
        later = timedelta(weeks=2, hours=1)
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at + later, ends_at=session.ends_at + later
        )
    for on in (date(2026, 10, 20), date(2026, 10, 27)):
        SkippedDay.objects.create(cycle=made.cycle, on=on, why="Vacances")
    return made


def enrolled(group, first_name, last_name="", *, came=0):
    who = builders.person(group.organization, first_name=first_name, last_name=last_name, phone="")
    made = builders.enrollment(group, who, at=FIRST - timedelta(days=3))
    for number in range(1, came + 1):
        session = builders.session_of(group, number=number)
        Attendance.objects.create(
            session=session, person=who, enrollment=made, mark=Mark.PRESENT, noted_at=session.ends_at
        )
    return made


def grid_of_the_end(enrollment, **mastery):
    taken = SkillCheck.objects.create(
        organization=enrollment.organization,
        person=enrollment.person,
        group=enrollment.group,
        moment=Moment.LAST,
        taken_at=AFTER,
    )
    for position, (label, degree) in enumerate(mastery.items()):
        skill, _ = Skill.objects.get_or_create(
            organization=enrollment.organization, label=label.replace("_", " "), defaults={"position": position}
        )
        SkillAnswer.objects.create(check_taken=taken, skill=skill, mastery=degree)


def get(membership, name, pk, **query):
    return signed_in(membership).get(reverse(f"desk:{name}", args=[pk]), query)


def test_the_roll_sheet_says_what_where_when_and_who_leads(adviser, group):
    enrolled(group, "Colette", "Delaunay")
    shown = text(get(adviser, "roll-sheet", group.pk))
    for words in (
        "<b>Débuter avec l’ordinateur</b>, cycle de 10 séances, automne 2026",
        "Centre social, 13 rue Notre-Dame. Le mardi, de 9 h 30 à 11 h 30 (2 h).",
        "Animé par <b>Maëlle Garnier</b>, conseillère numérique.",
        '<th scope="col">1<br>15 sept.</th>',
        '<th scope="col">10<br>1er déc.</th>',
        "Pas de séance : Vacances, 20 octobre, 27 octobre",
        "<bdi>Colette Delaunay</bdi>",
        "Imprimée le vendredi 11 décembre 2026",
    ):
        assert words in shown
    assert shown.count("ligne vide") == 3
    assert shown.count('<td class="gap">') == 5


@pytest.mark.parametrize(("asked", "lines"), [("0", 0), ("5", 5), ("999", 20), ("-1", 3), ("trois", 3), ("²", 3)])
def test_as_many_blank_lines_as_one_wants(adviser, group, asked, lines):
    assert text(get(adviser, "roll-sheet", group.pk, vides=asked)).count("ligne vide") == lines


def test_an_isolated_workshop_has_one_column_to_sign(adviser, venue):
    group = builders.group(adviser, venue, title="Faire une visio")
    enrolled(group, "Annick")
    shown = text(get(adviser, "roll-sheet", group.pk))
    assert "<b>Faire une visio</b>, vendredi 20 novembre 2026" in shown
    assert '<th scope="col">20 nov.<br>Signature</th>' in shown
    assert "De 9 h 30 à 11 h 30 (2 h)." in shown


def test_a_long_cycle_takes_as_many_sheets_as_its_columns_need(adviser, venue):
    group = builders.group(adviser, venue, sessions=25, starts_at=FIRST)
    response = get(adviser, "roll-sheet", group.pk)
    assert [len(heads) for heads in response.context["sheets"]] == [9, 9, 7]
    assert "Feuille 2 sur 3" in text(response)


def test_a_group_without_people_or_without_session_still_has_a_sheet(adviser, group):
    assert text(get(adviser, "roll-sheet", group.pk)).count("ligne vide") == 3
    Session.objects.all().delete()
    assert "Aucune séance n’est prévue." in text(get(adviser, "roll-sheet", group.pk))


def test_the_certificate_says_what_was_really_followed(adviser, group):
    colette = enrolled(group, "Colette", "Delaunay", came=9)
    shown = text(get(adviser, "certificate", colette.pk))
    for words in (
        "<bdi>Colette Delaunay</bdi>",
        "a suivi <b>9 séances sur 10</b>, soit <b>18 heures</b>, du cycle « Débuter avec l’ordinateur », "
        "entre le 15 septembre et le 1er décembre 2026.",
        "Fait à Vitré, le 11 décembre 2026",
        "<b>Maëlle Garnier</b><br>conseillère numérique",
        "Nous, Centre social de Vitré, attestons que",
        "Centre social, 13 rue Notre-Dame, 35500 Vitré, 02 61 91 05 13.",
    ):
        assert words in shown
    assert "sait faire" not in shown


def test_the_certificate_says_what_she_can_do_at_the_end(adviser, group):
    colette = enrolled(group, "Colette", came=1)
    grid_of_the_end(colette, Envoyer_un_mail=Mastery.ALONE, Faire_une_visio=Mastery.WITH_HELP, Scanner=Mastery.NOT_YET)
    shown = text(get(adviser, "certificate", colette.pk))
    assert "À la fin, <bdi>Colette</bdi> sait faire sans aide :" in shown
    assert "<span>envoyer un mail</span>" in shown
    assert "Avec un peu d’aide : faire une visio." in shown
    assert "canner" not in shown


def test_a_session_caught_up_in_another_group_counts(adviser, venue, group):
    colette = enrolled(group, "Colette", came=2)
    other = builders.session_of(builders.group(adviser, venue, starts_at=FIRST + timedelta(days=17)))
    missed = builders.session_of(group, number=3)
    CatchUp.objects.create(enrollment=colette, missed=missed, session=other, created_at=AFTER)
    Attendance.objects.create(session=other, person=colette.person, enrollment=colette, mark=Mark.LATE, noted_at=AFTER)
    assert "3 séances sur 10" in text(get(adviser, "certificate", colette.pk))


def test_whoever_came_to_nothing_has_no_certificate(adviser, group):
    monique = enrolled(group, "Monique")
    assert "n’a encore suivi aucune séance" in text(get(adviser, "certificate", monique.pk))
    response = get(adviser, "certificate-pdf", monique.pk)
    assert response.headers["Location"] == reverse("desk:certificate", args=[monique.pk])


def test_the_certificates_of_a_group_are_those_of_whoever_came(adviser, group):
    for name, came in (("Paul", 3), ("Annick", 1), ("Monique", 0)):
        enrolled(group, name, came=came)
    shown = text(get(adviser, "certificates", group.pk))
    assert shown.count("Attestation de participation") == 2
    assert shown.index("Annick") < shown.index("Paul")


@pytest.mark.parametrize("name", ["roll-sheet", "certificates"])
def test_papers_read_as_much_for_three_people_as_for_one(adviser, group, name, django_assert_max_num_queries):
    enrolled(group, "Annick", came=2)
    client = signed_in(adviser)
    address = reverse(f"desk:{name}", args=[group.pk])
    client.get(address)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(14) as read:
            client.get(address)
        counts.append(len(read.captured_queries))
        for other in ("Paul", "Odile"):
            enrolled(group, other, came=1)
    assert counts[0] == counts[1]


def unpacked(content):
    """What a file says once its streams are inflated."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, flags=re.DOTALL)
    return content + b"".join(map(_inflated, streams))


def _inflated(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def laid_out(response, template):
    """The pages of a file, from the page of the screen that shows the same."""
    names = ("sheet", "sheets", "names", "what", "where_and_when", "today", "certificates", "title")
    context = {name: response.context[name] for name in names if name in response.context}
    html = render_to_string(f"desk/workshops/roll/{template}", context)
    return pdf.lay_out(html, stylesheet=papers.STYLE)


def test_the_files_are_tagged_in_french_and_have_a_title(adviser, group):
    colette = enrolled(group, "Colette", came=2)
    for name, pk in (("roll-sheet-pdf", group.pk), ("certificate-pdf", colette.pk), ("certificates-pdf", group.pk)):
        response = get(adviser, name, pk)
        assert response.headers["Content-Type"] == "application/pdf"
        said = unpacked(response.content)
        for mark in (b"/Marked true", b"/Lang (fr)", b"/DisplayDocTitle true", b"/StructTreeRoot", b"/H1", b"pdfuaid"):
            assert mark in said, mark


def test_the_head_of_the_table_is_tagged_and_repeated_on_each_page(adviser, group):
    for number in range(18):
        enrolled(group, f"{LONG[:40]} {number}")
    enrolled(group, ARABIC)
    sheet = laid_out(get(adviser, "roll-sheet", group.pk), "sheet_pdf.html")
    assert len(sheet.pages) == 2
    assert all("15 sept." in str([*page_texts(page)]) for page in sheet.pages)
    said = unpacked(sheet.write_pdf(pdf_variant="pdf/ua-1"))
    for mark in (b"/TH", b"/Headers"):
        assert mark in said, mark


def page_texts(page):
    """Every text drawn on a page."""
    return [box.text.replace("\u00a0", " ") for box in page._page_box.descendants() if hasattr(box, "text")]


def test_names_too_long_and_names_in_arabic_fit_on_one_page(adviser, group):
    for first_name in (LONG, ARABIC):
        grid_of_the_end(
            enrolled(group, first_name, came=9), **{f"Savoir_faire_numéro_{each}": Mastery.ALONE for each in range(8)}
        )
    assert len(laid_out(get(adviser, "certificates", group.pk), "certificate_pdf.html").pages) == 2
