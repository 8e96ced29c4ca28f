"""“@Yann”: whoever is named in a message is told, once."""

from datetime import datetime

from escale.accounts.models import Membership
from escale.community import circles, markup, messages
from escale.community.models import Mention, Post
from escale.french.plain_text import fold

MOST = 10
"""People told of one message: naming a whole region is no way to ask."""


def tell(post: Post, texts: tuple[str, ...], *, by: Membership, now: datetime) -> None:
    """Tell by mail the members of the circle this message names, those who are told already left out. Inside a transaction."""
    names = {fold(match["name"]) for text in texts for match in markup.MENTION.finditer(text)}
    if not names:
        return
    told = set(post.mentions.values_list("user", flat=True)) | {by.user_id}
    for member in circles.members_of(post.thread.circle):
        if fold(member.user.first_name) not in names or member.user_id in told or len(told) > MOST:
            continue
        told.add(member.user_id)
        mention = Mention.objects.create(post=post, user=member.user)
        messages.write(messages.MENTIONED, member.organization, to=member.user, about_id=mention.pk, now=now)
