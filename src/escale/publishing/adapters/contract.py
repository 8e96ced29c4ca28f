"""What an other site answers: its number for what was published, or one of four refusals, each a sentence for the team."""


class Refused(Exception):
    """The site won't take this activity as it is, now or later."""


class KeyRefused(Exception):
    """The site no longer lets us in: nothing more is sent to it until somebody gives another key."""


class TryLater(Exception):
    """The site surely took nothing, and may later."""


class Unsure(Exception):
    """The site may have taken it: whoever manages the page must look before it is sent again."""
