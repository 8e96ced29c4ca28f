"""Addresses of accounts, under /equipe/compte/. Allauth's views keep their own names: its code reverses them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, include, path

from escale.accounts.views import account as own_account
from escale.accounts.views import invitation, setup, team

own: list[URLPattern] = [
    path("", own_account.home, name="home"),
    path("structures/<int:pk>/choisir/", own_account.switch, name="switch"),
    path("structures/<int:pk>/quitter/", own_account.leave, name="leave"),
    path("sessions/<int:pk>/fermer/", own_account.end_session, name="end-session"),
    path("sessions/fermer-les-autres/", own_account.end_other_sessions, name="end-other-sessions"),
    path("membres/", team.team, name="team"),
    path("membres/inviter/", team.invite, name="team-invite"),
    path("membres/<int:pk>/", team.member, name="team-member"),
    path("membres/<int:pk>/role/", team.change_role, name="team-change-role"),
    path("membres/<int:pk>/retirer/", team.end_membership, name="team-end"),
    path("membres/invitations/<int:pk>/renvoyer/", team.resend_invitation, name="team-resend-invitation"),
    path("membres/invitations/<int:pk>/retirer/", team.revoke_invitation, name="team-revoke-invitation"),
    path("invitation/<str:secret>/", invitation.show, name="invitation"),
    path("invitation/<str:secret>/creer/", invitation.create_account, name="create-account"),
    path("invitation/<str:secret>/rejoindre/", invitation.accept, name="accept-invitation"),
    path("installation/", setup.set_up, name="set-up"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "account"))),
    path("connexion/", account.login, name="account_login"),
    path("connexion/code/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/confirmer/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/cle/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/deuxieme-facteur/", mfa.authenticate, name="mfa_authenticate"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("inactif/", account.account_inactive, name="account_inactive"),
    path("verifier/", account.reauthenticate, name="account_reauthenticate"),
    path("verifier/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("verifier/cle/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/oublie/code/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("mot-de-passe/oublie/nouveau/", account.complete_password_reset, name="account_complete_password_reset"),
    path("mot-de-passe/oublie/fait/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("deuxieme-facteur/", mfa.index, name="mfa_index"),
    path("deuxieme-facteur/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("deuxieme-facteur/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("deuxieme-facteur/secours/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "deuxieme-facteur/secours/refaire/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "deuxieme-facteur/secours/fichier/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("cles/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("cles/ajouter/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("cles/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]
