"""The digits of a code: six, another for each, of one purpose; the texts that carry them are one SMS long."""

import pytest

from escale.accounts.models import Membership
from escale.french.sms import segments, to_gsm
from escale.myspace import agreements, codes, links, messages
from escale.myspace.codes import CodeOver, WrongCode
from escale.myspace.models import CodePurpose, SpaceCode
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.builders import NOW


def asked(purpose: CodePurpose = CodePurpose.OPEN, organization=None) -> SpaceCode:
    return codes.ask("+33639980042", purpose=purpose, organization=organization, now=NOW)


@pytest.mark.django_db
def test_each_code_has_six_digits_of_its_own() -> None:
    digits = {links.digits_of(asked()) for _ in range(20)}
    assert len(digits) > 15
    assert all(len(each) == 6 and each.isdecimal() for each in digits)


@pytest.mark.django_db
def test_the_digits_change_with_the_key_of_the_instance(settings) -> None:
    code = asked()
    before = links.digits_of(code)
    settings.SECRET_KEY = "another key of fifty characters or more, for a test only"
    assert links.digits_of(code) != before


@pytest.mark.django_db
def test_a_code_of_one_purpose_does_nothing_else() -> None:
    code = asked()
    with pytest.raises(CodeOver):
        codes.use(code.pk, links.digits_of(code), purpose=CodePurpose.NEW_NUMBER, now=NOW)


@pytest.mark.django_db
def test_spaces_between_the_digits_don_t_matter() -> None:
    code = asked()
    digits = links.digits_of(code)
    assert codes.use(code.pk, f" {digits[:3]} {digits[3:]}", purpose=CodePurpose.OPEN, now=NOW) == code.phone


@pytest.mark.django_db
def test_a_wrong_code_says_so() -> None:
    code = asked()
    with pytest.raises(WrongCode):
        codes.use(code.pk, f"{(int(links.digits_of(code)) + 1) % 10**6:06d}", purpose=CodePurpose.OPEN, now=NOW)


def test_the_sms_says_the_digits_first_and_to_give_them_to_nobody(adviser: Membership) -> None:
    code = asked(organization=adviser.organization)
    rendered = messages.CODE.render(Message.objects.get(), NOW)
    assert isinstance(rendered, Rendered)
    assert rendered.text == (
        f"{links.digits_of(code)} : votre code pour ouvrir votre espace. Il sert une fois, dans les 10 minutes. "
        "Ne le donnez à personne."
    )
    assert segments(to_gsm(rendered.text)).count == 1


def test_a_code_used_meanwhile_is_not_sent(adviser: Membership) -> None:
    code = asked(organization=adviser.organization)
    SpaceCode.objects.filter(pk=code.pk).update(used_at=NOW)
    assert isinstance(messages.CODE.render(Message.objects.get(), NOW), Dropped)


def test_what_a_relative_asks_fits_in_two_sms_whatever_the_names(adviser: Membership, settings) -> None:
    settings.BASE_URL = "https://rendez-vous.ville-de-vitre.bzh"
    person: Beneficiary = builders.person(adviser.organization, first_name="Marie-Antoinette-Charlotte")
    agreements.ask(
        helper_name="Anne-Gwenaëlle de Kerguelen",
        helper_phone="+33639980077",
        first_name=person.first_name,
        phone=person.phone,
        now=NOW,
    )
    rendered = messages.AGREEMENT_ASKED.render(Message.objects.get(kind="helper_asks"), NOW)
    assert isinstance(rendered, Rendered)
    assert segments(to_gsm(rendered.text)).count <= 2
