"""Addresses of networks, under /equipe/reseau/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.networks import (
    views,
    views_blocks,
    views_joining,
    views_look,
    views_offers,
    views_organizations,
    views_people,
    views_site,
)

urlpatterns: list[URLPattern] = [
    path("", views.networks, name="networks"),
    path("creer/", views.found, name="network-found"),
    path("<int:pk>/", views.network, name="network"),
    path("<int:pk>/mots/", views_site.words, name="network-words"),
    path("<int:pk>/adresse/", views_site.address, name="network-address"),
    path("<int:pk>/ouvrir/", views_site.open_site, name="network-open"),
    path("<int:pk>/fermer/", views_site.close_site, name="network-close"),
    path("<int:pk>/chiffres-publics/", views_site.show_figures, name="network-show-figures"),
    path("<int:pk>/apparence/", views_look.look, name="network-look"),
    path("<int:pk>/apparence/logo/", views_look.add_logo, name="network-logo"),
    path("<int:pk>/apparence/logo/voir/", views_look.see_logo, name="network-logo-see"),
    path("<int:pk>/apparence/logo/retirer/", views_look.remove_logo, name="network-logo-remove"),
    path("<int:pk>/encarts/", views_blocks.blocks, name="network-blocks"),
    path("<int:pk>/encarts/<int:block>/", views_blocks.block, name="network-block"),
    path("<int:pk>/encarts/<int:block>/monter/", views_blocks.move_up, name="network-block-up"),
    path("<int:pk>/encarts/<int:block>/retirer/", views_blocks.remove, name="network-block-remove"),
    path("<int:pk>/structures/", views_organizations.organizations, name="network-organizations"),
    path("<int:pk>/structures/inviter/", views_organizations.invite, name="network-invite"),
    path("<int:pk>/structures/<int:joined>/retirer/", views_organizations.take_out, name="network-take-out"),
    path(
        "<int:pk>/invitations/<int:invitation>/renvoyer/", views_organizations.resend, name="network-invitation-resend"
    ),
    path(
        "<int:pk>/invitations/<int:invitation>/retirer/", views_organizations.revoke, name="network-invitation-revoke"
    ),
    path("<int:pk>/charte/", views_people.charter, name="network-charter"),
    path("<int:pk>/coordination/", views_people.coordinators, name="network-coordinators"),
    path("<int:pk>/coordination/<int:coordinator>/retirer/", views_people.remove, name="network-coordinator-remove"),
    path("<int:pk>/annonces/", views_offers.offers, name="network-offers"),
    path("<int:pk>/annonces/relire-avant/", views_offers.read_first, name="network-read-first"),
    path("<int:pk>/annonces/<int:offer>/", views_offers.offer, name="network-offer"),
    path("<int:pk>/annonces/<int:offer>/afficher/", views_offers.accept, name="network-offer-accept"),
    path("<int:pk>/annonces/<int:offer>/a-relire/", views_offers.forget, name="network-offer-forget"),
    path("<int:pk>/notre-charte/", views_joining.agree, name="network-agree"),
    path("<int:pk>/quitter/", views_joining.leave, name="network-leave"),
]
