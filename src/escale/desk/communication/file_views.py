"""What a kit gives to print and to take away: poster, flyer, images, everything in one folder."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.communication import kit_page, posters
from escale.desk.communication.finding import kit_or_404
from escale.publishing import packing, rules, sources
from escale.publishing.models import Kit, Piece, PieceKind
from escale.publishing.rendering import flyer, images, poster
from escale.publishing.rendering.sheets import Layout
from escale.publishing.source import Source

LAYOUTS: dict[str, Layout] = {"port": "harbour", "image": "picture", "sobre": "plain"}
NO_PRINTER = "Ce serveur ne sait pas faire de fichier à imprimer. Imprimez l’affiche depuis cette page."


@require_safe
@requires(rules.may_spread)
def poster_page(request: MemberRequest, pk: int) -> HttpResponse:
    """The poster on the screen, as it will be on paper."""
    kit = kit_or_404(request, pk)
    source, layout, low_ink = sources.of_kit(kit), _layout(request), "encre" in request.GET
    context = {
        "kit": kit,
        "source": source,
        "layout": request.GET.get("modele", "port"),
        "low_ink": low_ink,
        "sheet": posters.preview(
            source, address=address_of(kit, source, PieceKind.POSTER), layout=layout, low_ink=low_ink
        ),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/communication/poster.html", context)


@require_safe
@requires(rules.may_spread)
def poster_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The poster to print: `format` (A3, A4), `modele`, `encre` for less of it."""
    kit = kit_or_404(request, pk)
    source, size = sources.of_kit(kit), request.GET.get("format")
    return _file(
        request,
        kit,
        lambda: poster.pdf(
            source,
            address=address_of(kit, source, PieceKind.POSTER),
            size="A4" if size == "A4" else "A3",
            layout=_layout(request),
            low_ink="encre" in request.GET,
        ),
        name=f"affiche-{slugify(source.title)[:60]}.pdf",
        kind="application/pdf",
    )


@require_safe
@requires(rules.may_spread)
def flyer_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The flyer to print: one a page, or four to cut out (`format=4`)."""
    kit = kit_or_404(request, pk)
    source, is_four = sources.of_kit(kit), request.GET.get("format") == "4"
    return _file(
        request,
        kit,
        lambda: flyer.pdf(
            source,
            address=address_of(kit, source, PieceKind.FLYER),
            size="4-up" if is_four else "A5",
            layout=_layout(request),
            low_ink="encre" in request.GET,
        ),
        name=f"flyer-{slugify(source.title)[:60]}.pdf",
        kind="application/pdf",
    )


@require_safe
@requires(rules.may_spread)
def image(request: MemberRequest, pk: int) -> HttpResponse:
    """The image for social media: square, or upright (`forme=verticale`)."""
    kit = kit_or_404(request, pk)
    source, is_story = sources.of_kit(kit), request.GET.get("forme") == "verticale"
    return _file(
        request,
        kit,
        lambda: images.png(
            source,
            address=address_of(kit, source, PieceKind.STORY if is_story else PieceKind.SQUARE),
            shape="story" if is_story else "square",
            layout=_layout(request),
        ),
        name=f"image-{slugify(source.title)[:60]}.png",
        kind="image/png",
    )


@require_safe
@requires(rules.may_spread)
def everything(request: MemberRequest, pk: int) -> HttpResponse:
    """The whole kit in one folder."""
    kit = kit_or_404(request, pk)
    shown = kit_page.read(kit, by=request.membership, now=timezone.now())
    texts = [packing.Text(name=each.name, words=each.text, length=each.length) for each in shown["texts"]]
    source: Source = shown["source"]
    kinds = (PieceKind.POSTER, PieceKind.FLYER, PieceKind.SQUARE, PieceKind.STORY)
    addresses = {kind: address_of(kit, source, kind) for kind in kinds}
    return _file(
        request,
        kit,
        lambda: packing.pack(source, addresses=addresses, texts=texts),
        name=packing.file_name(source),
        kind="application/zip",
    )


def address_of(kit: Kit, source: Source, kind: PieceKind) -> str:
    made = list(Piece.objects.filter(kit=kit, kind=kind, channel__archived_at=None).in_order())
    return kit_page.address_of(made, kit_page.addresses_of(made), kind, source)


def _layout(request: MemberRequest) -> Layout:
    return LAYOUTS.get(request.GET.get("modele", ""), "harbour")


def _file(request: MemberRequest, kit: Kit, write: Callable[[], bytes], *, name: str, kind: str) -> HttpResponse:
    """What was written, to be kept; the poster's page where no file to print can be made."""
    try:
        content = write()
    except OSError:
        messages.error(request, NO_PRINTER)
        return redirect("desk:kit-poster", kit.pk)
    disposition = "inline" if kind == "application/pdf" else "attachment"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'{disposition}; filename="{name}"'}
    )
