import re
from datetime import timedelta

import pytest

from escale.accounts import invitations, membership
from escale.accounts.models import Invitation, Membership, Role, User

EMAIL = "nadia.benali@example.org"


@pytest.fixture
def invite(organization, admin, mailoutbox, now):
    """Sends an invitation and gives the secret of its link, as the mail shows it."""

    def send(email: str = EMAIL, role: Role = Role.ADVISER) -> str:
        invitations.invite(organization, email=email, role=role, by=admin.user, now=now)
        return str(re.findall(r"/invitation/([\w-]+)/", mailoutbox[-1].body)[0])

    return send


def accept_as_nadia(secret, *, now):
    return invitations.accept_with_new_account(secret, first_name="Nadia", last_name="Benali", password=None, now=now)


def test_the_mail_goes_to_the_invited_address_and_says_who_where_and_how_long(invite, mailoutbox, settings):
    secret = invite()
    mail = mailoutbox[0]
    assert mail.to == [EMAIL]
    assert mail.subject == "Hélène Rouault vous invite à rejoindre Centre social de Vitré"
    assert mail.body == (
        "Bonjour,\n\n"
        "Hélène Rouault vous invite à rejoindre Centre social de Vitré dans Escale, comme conseiller numérique.\n\n"
        "Pour accepter, ouvrez ce lien :\n"
        f"{settings.BASE_URL}/equipe/compte/invitation/{secret}/\n\n"
        "Il marche une seule fois, à votre adresse, jusqu’au vendredi 27 novembre 2026.\n\n"
        "Vous ne connaissez pas cette structure ? Ne faites rien\u00a0: sans vous, l’invitation s’éteint.\n\n"
        "Escale\n"
    )


def test_the_secret_is_not_stored(invite):
    secret = invite()
    assert secret not in str(Invitation.objects.values().get())


def test_accepting_creates_the_account_at_the_invited_address_with_the_offered_role(invite, organization, now):
    joined = accept_as_nadia(invite(role=Role.FRONT_DESK), now=now)
    assert (joined.user.email, joined.user.full_name) == (EMAIL, "Nadia Benali")
    assert (joined.organization, joined.role) == (organization, Role.FRONT_DESK)
    assert not joined.user.has_usable_password()


def test_an_invitation_works_once(invite, now):
    secret = invite()
    accept_as_nadia(secret, now=now)
    with pytest.raises(invitations.InvitationUsed):
        accept_as_nadia(secret, now=now)
    assert User.objects.filter(email=EMAIL).count() == 1


def test_an_invitation_works_until_the_end_of_its_fourteen_days(invite, now):
    secret = invite()
    assert invitations.usable(secret, now=now + timedelta(days=14, seconds=-1))
    with pytest.raises(invitations.InvitationExpired):
        invitations.usable(secret, now=now + timedelta(days=14))


def test_a_revoked_invitation_does_not_work(invite, admin, now):
    secret = invite()
    invitations.revoke(Invitation.objects.get(), by=admin.user, now=now)
    with pytest.raises(invitations.InvitationRevoked):
        accept_as_nadia(secret, now=now)


def test_inviting_again_replaces_the_link_that_waited(invite, now):
    first, second = invite(), invite()
    with pytest.raises(invitations.InvitationRevoked):
        invitations.usable(first, now=now)
    assert invitations.usable(second, now=now).email == EMAIL


def test_an_invitation_that_has_expired_can_be_sent_again(invite, organization, admin, now):
    invite()
    later = now + timedelta(days=30)
    invitations.invite(organization, email=EMAIL, role=Role.ADVISER, by=admin.user, now=later)
    assert Invitation.objects.pending(now=later).count() == 1


def test_an_invitation_is_bound_to_its_address(invite, outsider, now):
    secret = invite()
    with pytest.raises(invitations.InvitationForSomeoneElse):
        invitations.accept(secret, user=outsider.user, now=now)
    assert invitations.usable(secret, now=now)


def test_somebody_with_an_account_joins_with_it_whatever_the_capitals(invite, outsider, now):
    joined = invitations.accept(invite(email=outsider.user.email.upper()), user=outsider.user, now=now)
    assert joined.user == outsider.user
    assert Membership.objects.active().filter(user=outsider.user).count() == 2


def test_an_account_is_never_created_over_another(invite, outsider, now):
    with pytest.raises(invitations.InvitationForSomeoneElse):
        accept_as_nadia(invite(email=outsider.user.email), now=now)


def test_a_member_is_not_invited_again(invite, adviser):
    with pytest.raises(invitations.AlreadyMember):
        invite(email=adviser.user.email)


def test_somebody_who_left_can_be_invited_again(invite, adviser, now):
    membership.leave(adviser, now=now)
    assert invitations.accept(invite(email=adviser.user.email), user=adviser.user, now=now).ended_at is None


def test_an_unknown_secret_is_refused(db, now):
    with pytest.raises(invitations.InvitationUnknown):
        invitations.usable("rien", now=now)
