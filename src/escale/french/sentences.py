"""Words put inside a sentence."""


def inside(words: str) -> str:
    """Words that began with a capital, in the middle of a sentence: "Votre téléphone" becomes "votre téléphone".

    An abbreviation stays as it is: "CV", "PDF".
    """
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
