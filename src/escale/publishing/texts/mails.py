"""For the people who speak of us: colleagues of the house, partners. Its first line is the subject."""

from escale.french.sentences import inside
from escale.publishing.source import Source, SourceKind
from escale.publishing.texts import parts
from escale.publishing.texts.composing import BREAK, Part, compose

SUBJECT = "Objet : "
PARAGRAPH = BREAK * 2
FIRST_NAME_ONLY = "Son prénom et son numéro de téléphone suffisent : cochez « Je réserve pour quelqu’un d’autre »."


def to_colleagues(source: Source, *, address: str, limit: int) -> str:
    """A mail to those who meet the people: whom it is for, how to enroll somebody in her name."""
    return _mail(
        source,
        hello="Bonjour à toutes et à tous,",
        asked=_asked(source),
        thanks="Merci de votre aide !",
        address=address,
        limit=limit,
    )


def to_partners(source: Source, *, address: str, limit: int) -> str:
    """A mail to another house: what we propose to the people it knows, what we ask of it."""
    return _mail(
        source,
        hello="Bonjour,",
        asked=f"{_asked(source)} Une affiche peut vous être apportée : un mot en réponse suffit.",
        thanks="Merci de le faire savoir autour de vous.",
        address=address,
        limit=limit,
    )


def subject_and_body(text: str, *, otherwise: str) -> tuple[str, str]:
    """What is written in the subject of the mail, and its text; without a first line "Objet : …", the subject given."""
    first, _, rest = text.partition(BREAK)
    plain = first.replace("\u00a0", " ")
    if plain.startswith(SUBJECT) and plain.removeprefix(SUBJECT).strip():
        return plain.removeprefix(SUBJECT).strip(), rest.strip()
    return otherwise, text.strip()


def _mail(source: Source, *, hello: str, asked: str, thanks: str, address: str, limit: int) -> str:
    if source.is_canceled:
        head = [Part([f"{SUBJECT}annulé, {source.title}"], keep=9), Part([hello], keep=9, before=PARAGRAPH)]
        off = Part(
            [f"{parts.called_off(source)} {parts.other_dates(source, address)}".strip()], keep=9, before=PARAGRAPH
        )
        asked_now = Part(["Merci de prévenir les personnes à qui vous en avez parlé.", ""], keep=5, before=PARAGRAPH)
        return compose([*head, off, asked_now, _signature(source)], limit=limit)
    return compose(
        [
            Part([f"{SUBJECT}{_subject(source)}", f"{SUBJECT}{source.title}"], keep=9),
            Part([hello], keep=9, before=PARAGRAPH),
            Part(_news(source), keep=9, before=PARAGRAPH),
            Part([_gain(source), ""], keep=5),
            Part([parts.terms(source), ""], keep=4, before=BREAK if source.kind == SourceKind.PROGRAMME else " "),
            Part([parts.sentence(parts.place(source)), parts.sentence(source.place)], keep=6),
            Part([asked, ""], keep=7, before=PARAGRAPH),
            Part([parts.call(source, address)], keep=8, before=PARAGRAPH),
            Part([thanks, ""], keep=3, before=PARAGRAPH),
            _signature(source),
        ],
        limit=limit,
    )


def _subject(source: Source) -> str:
    """ "atelier du vendredi 4 décembre, Mes photos"."""
    noun = parts.NOUN[source.kind].split("’")[-1].removeprefix("le ").removeprefix("la ")
    if source.kind in {SourceKind.PERMANENCE, SourceKind.PROGRAMME}:
        return f"{noun} numérique" if source.kind == SourceKind.PERMANENCE else source.title
    if source.kind == SourceKind.CYCLE or not source.occasions:
        return f"{noun}, {source.title}"
    return f"{noun} du {source.occasions[0].day}, {source.title}"


def _news(source: Source) -> list[str]:
    """The news itself; the title is in it once."""
    if source.kind == SourceKind.PERMANENCE:
        return [parts.sentence(f"{parts.who(source)} reçoit {parts.when(source)}. {source.summary}.")]
    if source.kind == SourceKind.PROGRAMME:
        held = [f"- {each}" for each in parts.programme(source)]
        head = f"Voici notre programme : {inside(source.summary)}."
        fewer = [BREAK.join([head, *held[:-left], "- …"]) for left in range(1, len(held))]
        return [BREAK.join([head, *held]), *fewer, head]
    if source.kind == SourceKind.CYCLE:
        return [parts.sentence(f"{parts.who(source)} propose {source.summary} : {parts.quoted(source.title)}")]
    verb = "invite" if source.kind == SourceKind.EVENT else "anime un atelier"
    who = f"{parts.when(source)}, {parts.who(source)} {verb}{parts.host(source)} : {parts.quoted(source.title)}"
    return [parts.sentence(who), parts.sentence(f"{parts.when(source)} : {parts.quoted(source.title)}")]


def _gain(source: Source) -> str:
    """What people take away, as they are told it."""
    if not source.promise or source.kind == SourceKind.EVENT:
        return parts.sentence(source.promise)
    return f"Ce que les gens y gagnent : {parts.quoted(inside(source.promise).rstrip('.'))}."


def _asked(source: Source) -> str:
    if source.kind in {SourceKind.WORKSHOP, SourceKind.CYCLE}:
        return f"Une personne près de vous en aurait besoin ? Vous pouvez l’inscrire en son nom. {FIRST_NAME_ONLY}"
    return "Une personne près de vous en aurait besoin ? Parlez-lui-en."


def _signature(source: Source) -> Part:
    job = parts.listed([source.adviser_job, source.identity.name])
    return Part([BREAK.join(filter(None, [source.adviser, job]))], keep=9, before=PARAGRAPH)
