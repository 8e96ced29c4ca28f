"""Addresses of referrals, under /equipe/orientations/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.referrals import views_list, views_paper, views_refer, views_referral

urlpatterns: list[URLPattern] = [
    path("", views_list.referrals, name="referrals"),
    path("nouvelle/", views_refer.refer, name="refer"),
    path("<int:pk>/", views_referral.referral, name="referral"),
    path("<int:pk>/reponse/", views_referral.answer, name="referral-answer"),
    path("<int:pk>/suite/", views_referral.outcome, name="referral-outcome"),
    path("<int:pk>/sans-reponse/", views_referral.unmet, name="referral-unmet"),
    path("<int:pk>/lien/", views_referral.renew, name="referral-renew"),
    path("<int:pk>/arreter/", views_referral.withdraw, name="referral-withdraw"),
    path("<int:pk>/bon/", views_paper.slip, name="referral-slip"),
    path("<int:pk>/bon.pdf", views_paper.slip_pdf, name="referral-slip-pdf"),
    path("vers/<int:pk>/bon/", views_paper.partner_slip, name="partner-slip"),
    path("vers/<int:pk>/bon.pdf", views_paper.partner_slip_pdf, name="partner-slip-pdf"),
]
