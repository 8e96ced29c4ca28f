"""Every message that goes between peers."""

from escale.practice import peer_messages, session_messages

KINDS = (*session_messages.KINDS, *peer_messages.KINDS)
