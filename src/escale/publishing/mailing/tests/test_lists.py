"""Lists of recipients: an address once, a refusal that holds, a removal taken back."""

from datetime import datetime

import pytest

from escale.accounts.models import Membership
from escale.publishing.mailing import links, lists, refusing
from escale.publishing.mailing.lists import AlreadyThere, Contact, Refuses
from escale.publishing.mailing.tests.conftest import AddRecipient
from escale.publishing.models import MailOptOut, Public, Recipient, RecipientList


def test_an_address_is_once_in_a_list(add: AddRecipient) -> None:
    add("claire@example.org")
    with pytest.raises(AlreadyThere):
        add("claire@example.org", name="Claire")


def test_it_may_be_in_another_list(add: AddRecipient, by_sms: RecipientList) -> None:
    add(phone="+33639980042")
    add(phone="+33639980042", to=by_sms)
    assert Recipient.objects.count() == 2


def test_one_taken_off_may_be_put_back(add: AddRecipient, now: datetime) -> None:
    claire = add("claire@example.org")
    lists.remove(claire, now=now)
    assert not Recipient.objects.standing().exists()
    assert lists.put_back(claire)
    assert Recipient.objects.standing().get() == claire


def test_not_when_the_same_was_added_meanwhile(add: AddRecipient, now: datetime) -> None:
    claire = add("claire@example.org")
    lists.remove(claire, now=now)
    add("claire@example.org")
    assert not lists.put_back(claire)


def test_who_refuses_is_not_written_to_and_not_added_again(add: AddRecipient, now: datetime) -> None:
    claire = add("claire@example.org")
    refusing.refuse(claire, now=now)
    refusing.refuse(claire, now=now)
    assert not Recipient.objects.reachable().exists()
    lists.remove(claire, now=now)
    with pytest.raises(Refuses):
        add("claire@example.org")


def test_her_refusal_is_of_every_list_of_the_organization_and_of_no_other(
    add: AddRecipient, adviser: Membership, outsider: Membership, now: datetime
) -> None:
    partners = lists.make(adviser.organization, name="Partenaires", public=Public.PROFESSIONALS, by_sms=False, now=now)
    elsewhere = lists.make(outsider.organization, name="Les nôtres", public=Public.EVERYONE, by_sms=False, now=now)
    claire = add("claire@example.org")
    add("claire@example.org", to=partners)
    there = lists.add(elsewhere, Contact(email="claire@example.org"), by=outsider.user, now=now)
    refusing.refuse(claire, now=now)
    assert list(Recipient.objects.reachable()) == [there]


def test_she_alone_comes_back(add: AddRecipient, now: datetime) -> None:
    claire = add("claire@example.org")
    refusing.refuse(claire, now=now)
    refusing.accept_again(claire)
    assert not refusing.refuses(claire)
    assert not MailOptOut.objects.exists()


def test_another_address_is_tried_again(add: AddRecipient, now: datetime) -> None:
    claire = add("claire@exemple.org")
    Recipient.objects.update(bounced_at=now, bounce="Cette adresse mail n’existe pas.")
    claire.refresh_from_db()
    lists.correct(claire, Contact(email="claire@example.org"))
    assert list(Recipient.objects.reachable()) == [claire]


def test_her_secret_address_finds_her(add: AddRecipient) -> None:
    claire = add("claire@example.org")
    assert links.find(links.secret_of(claire)) == claire
    assert links.find("nobody-was-given-this") is None


def test_a_list_put_away_leaves_its_name_to_another(colleagues: RecipientList, now: datetime) -> None:
    lists.put_away(colleagues, now=now)
    lists.make(colleagues.organization, name=colleagues.name, public=Public.EVERYONE, by_sms=False, now=now)
    assert not lists.take_out_again(colleagues)
