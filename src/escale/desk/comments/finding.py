"""Which comments the address asks for, among those of her organization."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.french import plain_text
from escale.media.models import Article, Comment, CommentQuerySet, CommentReport, CommentState, RightOfReply

VIEWS = {
    "a-relire": "À relire",
    "signales": "Signalés",
    "publies": "Publiés",
    "refuses": "Refusés ou retirés",
}
SORTS = {"surs": "Les plus sûrs d’abord", "douteux": "Les plus douteux d’abord", "anciens": "Les plus anciens d’abord"}
ORDERS = {
    "surs": ("doubt", "created_at", "pk"),
    "douteux": ("-doubt", "created_at", "pk"),
    "anciens": ("created_at", "pk"),
}
MOST_ARTICLES = 100


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The list, its order, the words looked for, of which article; `query` keeps all of it from page to page."""

    comments: CommentQuerySet
    view: str
    sort: str
    words: str
    article: int | None

    @property
    def query(self) -> dict[str, str]:
        return {
            "voir": self.view,
            "tri": self.sort,
            "q": self.words,
            "chronique": str(self.article) if self.article else "",
        }


def ours(request: MemberRequest) -> CommentQuerySet:
    """The comments of the chronicles of her organization."""
    return Comment.objects.of_organization(request.membership.organization)


def asked(request: MemberRequest) -> Asked:
    """What the address asks for; what it doesn't say, or says badly, is what must be read over."""
    said = request.POST if request.method == "POST" else request.GET
    view = said.get("voir", "") if said.get("voir", "") in VIEWS else "a-relire"
    sort = said.get("tri", "") if said.get("tri", "") in SORTS else "surs"
    words = plain_text.clean(said.get("q", ""))[:100]
    number = said.get("chronique", "")
    article = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else None
    found = _in_view(ours(request), view)
    if words:
        found = found.filter(Q(text__icontains=words) | Q(name__icontains=words) | Q(email__iexact=words))
    if article:
        found = found.filter(article=article)
    # What waits is read in an order one chooses, the rest from the last.
    order = ORDERS[sort] if view == "a-relire" else ("-decided_at", "-pk")
    unsettled = CommentReport.objects.filter(settled_at=None).order_by("created_at", "pk")
    shown = found.with_everything_shown().order_by(*order)
    return Asked(
        comments=shown.prefetch_related(Prefetch("reports", queryset=unsettled, to_attr="open_reports")),
        view=view,
        sort=sort,
        words=words,
        article=article,
    )


def _in_view(comments: CommentQuerySet, view: str) -> CommentQuerySet:
    match view:
        case "signales":
            return comments.reported()
        case "publies":
            return comments.filter(state=CommentState.PUBLISHED)
        case "refuses":
            return comments.filter(state__in=[CommentState.REFUSED, CommentState.REMOVED])
        case _:
            return comments.waiting()


def commented(request: MemberRequest) -> list[tuple[int, str]]:
    """The chronicles somebody answered, the latest first, to choose one."""
    articles = Article.objects.of_organization(request.membership.organization).exclude(comments=None).distinct()
    return list(articles.order_by("-first_published_at", "-pk").values_list("pk", "title")[:MOST_ARTICLES])


def comment_or_404(request: MemberRequest, pk: int) -> Comment:
    found = ours(request).select_related("article", "parent", "written_by", "organization").one(pk=pk)
    if found is None:
        raise Http404
    return found


def reply_or_404(request: MemberRequest, pk: int) -> RightOfReply:
    """A right of reply asked of her organization."""
    hers = RightOfReply.objects.of_organization(request.membership.organization)
    return get_object_or_404(hers.select_related("article", "organization", "decided_by"), pk=pk)
