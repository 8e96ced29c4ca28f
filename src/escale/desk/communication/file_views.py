"""What a kit gives to print and to take away: poster, flyer, leaflet, images, labels, everything in one folder."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.communication import kit_page
from escale.desk.communication.finding import channel_or_404, kit_or_404
from escale.publishing import packing, rules, sources
from escale.publishing.models import Kit, Outlet, Piece, PieceKind
from escale.publishing.rendering import flyer, images, labels, leaflet, poster
from escale.publishing.rendering.sheets import Layout
from escale.publishing.source import Source, SourceKind
from escale.writing.models import Medium

LAYOUTS: dict[str, Layout] = {"port": "harbour", "image": "picture", "sobre": "plain"}
LAYOUT_WORDS = {"port": "Le port", "image": "Avec une photo", "sobre": "Sobre"}
NO_PRINTER = "Ce serveur ne sait pas faire de fichier à imprimer. Imprimez l’affiche depuis la page du kit."
PRINTED = (PieceKind.POSTER, PieceKind.FLYER, PieceKind.SQUARE, PieceKind.STORY)
PDF = "application/pdf"


@require_safe
@requires(rules.may_spread)
def poster_page(request: MemberRequest, pk: int) -> HttpResponse:
    """The poster on the screen, as it will be on paper."""
    kit = kit_or_404(request, pk)
    source, chosen = sources.of_kit(kit), _model(request, kit)
    here = reverse("desk:kit-poster", args=[pk])
    context = {
        "sheet": kit_page.preview(
            kit, source, address=_address(kit, source, PieceKind.POSTER), layout=LAYOUTS[chosen], heading="h1"
        ),
        "back": reverse("desk:kit", args=[pk]),
        "back_words": "Kit",
        "pdf": reverse("desk:kit-poster-pdf", args=[pk], query={"modele": chosen}),
        "others": [(words, f"{here}?modele={name}", name == chosen) for name, words in LAYOUT_WORDS.items()],
    }
    return render(request, "publishing/poster_page.html", context)


@require_safe
@requires(rules.may_spread)
def poster_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The poster to print: `format` (A3, A4), `modele`, `encre` for less of it."""
    kit = kit_or_404(request, pk)
    source, is_small = sources.of_kit(kit), request.GET.get("format") == "A4"

    def write() -> bytes:
        return poster.pdf(
            source,
            address=_address(kit, source, PieceKind.POSTER),
            size="A4" if is_small else "A3",
            layout=LAYOUTS[_model(request, kit)],
            low_ink="encre" in request.GET,
            picture=kit_page.photo_of(kit, Medium.PAPER),
        )

    return _file(request, kit, write, name=f"affiche-{_slug(source)}.pdf", kind=PDF)


@require_safe
@requires(rules.may_spread)
def flyer_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The flyer to print: one a page, or four to cut out (`format=4`)."""
    kit = kit_or_404(request, pk)
    source, is_four = sources.of_kit(kit), request.GET.get("format") == "4"

    def write() -> bytes:
        return flyer.pdf(
            source,
            address=_address(kit, source, PieceKind.FLYER),
            size="4-up" if is_four else "A5",
            layout=LAYOUTS[_model(request, kit)],
            low_ink="encre" in request.GET,
            picture=kit_page.photo_of(kit, Medium.PAPER),
        )

    return _file(request, kit, write, name=f"flyer-{_slug(source)}.pdf", kind=PDF)


@require_safe
@requires(rules.may_spread)
def leaflet_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The dates of a term, in large type: an A4 to fold, or the A3 of the wall (`format=A3`)."""
    kit = kit_or_404(request, pk)
    source, is_poster = sources.of_kit(kit), request.GET.get("format") == "A3"
    if source.kind not in {SourceKind.PROGRAMME, SourceKind.CYCLE}:
        raise Http404

    def write() -> bytes:
        address = _address(kit, source, PieceKind.FLYER)
        return leaflet.pdf(source, address=address, form="poster" if is_poster else "folded")

    return _file(request, kit, write, name=f"programme-{_slug(source)}.pdf", kind=PDF)


@require_safe
@requires(rules.may_spread)
def image(request: MemberRequest, pk: int) -> HttpResponse:
    """The image for social media: square, or upright (`forme=verticale`)."""
    kit = kit_or_404(request, pk)
    source, is_story = sources.of_kit(kit), request.GET.get("forme") == "verticale"

    def write() -> bytes:
        return images.png(
            source,
            address=_address(kit, source, PieceKind.STORY if is_story else PieceKind.SQUARE),
            shape="story" if is_story else "square",
            layout=LAYOUTS[_model(request, kit)],
            picture=kit_page.photo_of(kit, Medium.NETWORKS),
        )

    return _file(request, kit, write, name=f"image-{_slug(source)}.png", kind="image/png")


@require_safe
@requires(rules.may_spread)
def everything(request: MemberRequest, pk: int) -> HttpResponse:
    """The whole kit in one folder."""
    kit = kit_or_404(request, pk)
    source, made, found = sources.of_kit(kit), *kit_page.pieces_of(kit)
    texts = kit_page.texts_among(made, source, found)
    addresses = {kind: kit_page.address_of(made, found, kind, source) for kind in PRINTED}

    def write() -> bytes:
        said = [packing.Text(name=each.name, words=each.text, length=each.length) for each in texts]
        return packing.pack(
            source,
            addresses=addresses,
            texts=said,
            picture=kit_page.photo_of(kit, Medium.PAPER),
            on_networks=kit_page.photo_of(kit, Medium.NETWORKS),
        )

    return _file(request, kit, write, name=packing.file_name(source), kind="application/zip")


@require_safe
@requires(rules.may_spread)
def labels_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """Labels for the post: the places of a channel that have an address, 21 a sheet."""
    channel = channel_or_404(request, pk)
    places = Outlet.objects.filter(channel=channel).in_use().exclude(address="").by_name()
    lines = [
        [
            line
            for line in (each.name, each.contact_name, each.address, f"{each.postcode} {each.commune_name}".strip())
            if line
        ]
        for each in places
    ]
    if not lines:
        messages.info(request, "Aucun lieu n’a d’adresse. Écrivez-en une, puis recommencez.")
        return redirect("desk:outlets", pk)
    try:
        content = labels.pdf(lines, title=f"Étiquettes : {channel.name}")
    except OSError:
        messages.error(request, NO_PRINTER)
        return redirect("desk:outlets", pk)
    return HttpResponse(content, content_type=PDF, headers={"Content-Disposition": 'inline; filename="etiquettes.pdf"'})


def _address(kit: Kit, source: Source, kind: PieceKind) -> str:
    made = list(Piece.objects.filter(kit=kit, kind=kind, channel__archived_at=None).in_order())
    return kit_page.address_of(made, kit_page.addresses_of(made), kind, source)


def _model(request: MemberRequest, kit: Kit) -> str:
    """The layout asked for; with a photo chosen, the one that shows it."""
    asked = request.GET.get("modele", "")
    return asked if asked in LAYOUTS else "image" if kit.picture_id else "port"


def _slug(source: Source) -> str:
    return slugify(source.title)[:60].strip("-") or "communication"


def _file(request: MemberRequest, kit: Kit, write: Callable[[], bytes], *, name: str, kind: str) -> HttpResponse:
    """What was written, to be kept; the page of the kit where no file to print can be made."""
    try:
        content = write()
    except OSError:
        messages.error(request, NO_PRINTER)
        return redirect("desk:kit", kit.pk)
    disposition = "inline" if kind == PDF else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
