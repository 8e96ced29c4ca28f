"""A page of Facebook: one post, by the Graph API. The key is that of the page, which lets one write there."""

from escale.publishing.adapters import asking
from escale.publishing.adapters.contract import KeyRefused, Refused, TryLater, Unsure

API = "https://graph.facebook.com/v25.0"
SITE = "Facebook"

# https://developers.facebook.com/docs/graph-api/guides/error-handling
KEY_CODES = frozenset({102, 190})
RIGHT_CODES = frozenset({3, 10, *range(200, 300)})
BUSY_CODES = frozenset({1, 2, 4, 17, 32, 341, 368, 613})
ALREADY = 506


def publish(*, page: str, key: str, text: str, link: str) -> str:
    """Post a text with a link, and give the number of the post. Raises `KeyRefused`, `Refused`, `TryLater`, `Unsure`.

    The key travels in the body, never in an address, which servers write down.
    """
    body = {"message": text, "link": link, "access_token": key}
    answer = asking.ask(SITE, "POST", f"{API}/{page}/feed", headers={}, body=body)
    if answer.is_success:
        number = answer.said.get("id")
        if not isinstance(number, str) or not number:
            raise Unsure("Facebook n’a pas confirmé. C’est peut-être publié.")
        return number[:80]
    error = answer.said.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    if code in KEY_CODES or answer.status == 401:
        raise KeyRefused("Facebook n’accepte plus la clé de la page. Donnez-en une nouvelle.")
    if code in RIGHT_CODES or answer.status == 403:
        raise KeyRefused("Cette clé ne permet pas d’écrire sur la page. Il faut le droit « pages_manage_posts ».")
    if code in BUSY_CODES:
        raise TryLater("Facebook limite les publications pour l’instant.")
    if code == ALREADY:
        raise Refused("Facebook dit que ce texte est déjà publié.")
    raise Refused("Facebook a refusé cette publication.")
