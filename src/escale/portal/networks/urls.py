"""Addresses of networks, in the namespace of the public site.

Those under /reseau/ are pages of the site of a network, at its domain or in its folder; elsewhere they don't exist.
"""

from django.urls import URLPattern, path

from escale.portal.networks import views, views_joining

urlpatterns: list[URLPattern] = [
    path("reseaux/", views.networks, name="networks"),
    path("reseaux/<slug:network>/<path:rest>", views.closed, name="network-closed"),
    path("reseau/", views.home, name="network-home"),
    path("reseau/structures/", views.organizations, name="network-organizations"),
    path("reseau/chiffres/", views.figures, name="network-figures"),
    path("reseau/charte/", views.charter, name="network-charter"),
    path("reseau/couleurs-<slug:version>.css", views.colors, name="network-colors"),
    path("reseau/logo/<str:name>", views.logo, name="network-logo"),
    path("rejoindre-un-reseau/<slug:secret>/", views_joining.network, name="join"),
    path("rejoindre-un-reseau/<slug:secret>/charte/", views_joining.charter, name="join-charter"),
    path("rejoindre-un-reseau/<slug:secret>/structure/", views_joining.organization, name="join-organization"),
    path("rejoindre-un-reseau/<slug:secret>/non/", views_joining.decline, name="join-decline"),
]
