"""The secret address by which a reader corrects or takes back her comment, for an hour."""

from escale.accounts.secret_links import derived, hashed
from escale.media.models import Comment

PURPOSE = "comment"


def secret_of(comment: Comment) -> str:
    """The secret part of the address: 22 characters."""
    return derived(PURPOSE, comment.link_nonce)


def hash_of(comment: Comment) -> str:
    return hashed(secret_of(comment))


def find(secret: str) -> Comment | None:
    """The comment behind a secret, whatever became of it; None when there is none."""
    found = Comment.objects.select_related("article", "organization", "parent")
    return found.filter(link_hash=hashed(secret)).exclude(link_hash="").get_or_none()
