"""How the sheets are signed: logo, colour, partners, seen on a poster."""

from django.core.files.uploadedfile import SimpleUploadedFile

from escale.accounts.models import Membership
from escale.desk.settings.tests.acting import address, get, post, settled
from escale.publishing import identities
from escale.publishing.models import Picture
from escale.publishing.rendering.tests.sources import image

RED = "#e2001a"
"""White on it has a contrast of 4.9."""


def logo_file(content: bytes | None = None, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if content is not None else image((300, 150), "navy"))


def test_the_colour_and_the_partners_are_kept_and_seen_on_the_poster(adviser: Membership):
    post(adviser, "settings-identity", own_color="on", color="#7A1F5C", partners="Avec le CCAS")
    signed = identities.identity_of(adviser.organization)
    assert (signed.color, signed.partners) == ("#7a1f5c", "Avec le CCAS")
    page = get(adviser, "settings-identity")
    assert page.context["sheet"].color == "#7a1f5c"
    assert "Avec le CCAS" in page.text
    assert 'fill="#7a1f5c"' in page.text


def test_one_may_see_without_saving(adviser: Membership):
    page = post(adviser, "settings-identity", own_color="on", color="#7a1f5c", partners="", action="preview")
    assert page.context["sheet"].color == "#7a1f5c"
    assert identities.identity_of(adviser.organization).color == ""


def test_a_colour_nothing_is_read_on_is_refused_with_the_nearest_one_which_a_button_takes(adviser: Membership):
    page = post(adviser, "settings-identity", own_color="on", color=RED, partners="Avec le CCAS")
    assert page.status_code == 422
    assert "contraste de 4," in page.text
    assert "Avec le CCAS" in page.text
    nearest = page.context["form"].nearest
    assert nearest in page.text
    post(adviser, "settings-identity", own_color="on", color=RED, partners="Avec le CCAS", nearest=nearest)
    assert identities.identity_of(adviser.organization).color == nearest


def test_what_is_no_colour_is_refused(adviser: Membership):
    page = post(adviser, "settings-identity", own_color="on", color="rouge", partners="")
    assert page.status_code == 422
    assert "comme #7a1f5c" in page.text


def test_a_logo_is_put_shown_taken_away_and_put_back(adviser: Membership):
    post(adviser, "settings-identity-logo", file=logo_file(), alt="Centre social")
    (logo,) = Picture.objects.all()
    page = get(adviser, "settings-identity")
    assert page.text.count(f"/equipe/images/{logo.name}") == 2
    post(adviser, "settings-identity-logo-remove")
    assert identities.identity_of(adviser.organization).logo is None
    post(adviser, "settings-identity-logo-restore", logo.pk)
    assert identities.identity_of(adviser.organization).logo == logo


def test_a_drawing_that_may_hide_a_program_is_refused_in_words(adviser: Membership):
    svg = logo_file(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo.svg")
    page = post(adviser, "settings-identity-logo", file=svg, alt="Centre social")
    assert page.status_code == 422
    assert "enregistrez-le en PNG" in page.text
    assert "Centre social" in page.text
    assert not Picture.objects.exists()


def test_a_file_too_heavy_is_refused_in_words(adviser: Membership):
    page = post(adviser, "settings-identity-logo", file=logo_file(b"\x89PNG" + b"0" * 6_000_000), alt="Logo")
    assert page.status_code == 422
    assert "pèse 5,7" in page.text


def test_the_page_asks_as_much_with_a_logo_as_without(adviser: Membership, django_assert_max_num_queries):
    post(adviser, "settings-identity-logo", file=logo_file(), alt="Centre social")
    client = settled(adviser)
    with django_assert_max_num_queries(10):
        assert client.get(address("settings-identity")).status_code == 200
