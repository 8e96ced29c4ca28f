"""Threads by their words: their stems, whatever the accents, plurals and slips; the same answers on both databases."""

from collections.abc import Iterable

from escale.community import markup
from escale.community.models import Post, Thread, ThreadQuerySet
from escale.questions import spelling

MOST_WORDS = 8


def stems_of(texts: Iterable[str]) -> set[str]:
    """What words of several texts are compared by, those that say nothing left out."""
    return {word.stem.replace(" ", "_") for text in texts for word in spelling.words_of(text) if not word.says_nothing}


def index_of(thread: Thread, posts: Iterable[Post]) -> str:
    """What `Thread.stems` holds."""
    said = (markup.plain(text) for post in posts for text in (post.text, post.done, post.asked))
    return f" {' '.join(sorted(stems_of([thread.title, *said])))} "


def matching(threads: ThreadQuerySet, asked: str) -> ThreadQuerySet:
    """Those that hold every word asked; words that say nothing don't matter, unless nothing else is asked."""
    words = sorted(stems_of([asked]))[:MOST_WORDS]
    if asked.strip() and not words:
        return threads.none()
    for word in words:
        threads = threads.filter(stems__contains=f" {word} ")
    return threads
