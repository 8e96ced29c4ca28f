"""Words that have a capital and name nobody, folded."""

SERVICES = frozenset({
    "agricole", "aidants", "amazon", "ameli", "anct", "android", "apple", "banque", "bases", "bouygues", "bretagne", "caf",
    "carsat", "centre", "chrome", "cnfs", "communs", "connect", "cpam", "credit", "cybermalveillance", "doctolib", "edf",
    "engie", "escale", "etat", "europe", "excel", "facebook", "firefox", "france", "free", "gmail", "google", "huawei",
    "internet", "ipad", "iphone", "leboncoin", "libre", "libreoffice", "linux", "mac", "mairie", "maison", "mediatheque",
    "messenger", "microsoft", "msa", "navigo", "netflix", "noel", "numerique", "office", "openoffice", "orange", "outlook",
    "paques", "photos", "pix", "poste", "region", "samsung", "services", "sfr", "sncf", "social", "teams", "toussaint",
    "travail", "ubuntu", "urssaf", "vitale", "whatsapp", "windows", "word", "xiaomi", "yahoo", "youtube", "zoom",
})  # fmt: skip
"""Proper nouns that name nobody."""
BEGINNINGS = frozenset({
    "a", "ai", "alors", "apres", "aussi", "autre", "avant", "avec", "beaucoup", "bien", "bon", "bonjour", "bref", "c", "ce",
    "cela", "certains", "ces", "cet", "cette", "chaque", "chez", "comme", "comment", "d", "dans", "de", "demain", "depuis",
    "des", "donc", "du", "elle", "elles", "en", "encore", "enfin", "ensuite", "est", "et", "eux", "hier", "ici", "il",
    "ils", "j", "jamais", "je", "l", "la", "le", "les", "leur", "leurs", "lors", "lui", "ma", "madame", "maintenant",
    "mais", "merci", "mes", "moi", "mon", "monsieur", "n", "ni", "non", "nos", "notre", "nous", "on", "or", "ou", "oui",
    "par", "parce", "parfois", "pas", "pendant", "plus", "pour", "pourquoi", "pres", "puis", "quand", "que", "quel",
    "quelle", "qui", "quoi", "s", "sa", "sans", "ses", "si", "sinon", "son", "sous", "sur", "ta", "tous", "tout", "toute",
    "toutes", "tu", "un", "une", "vers", "voici", "voila", "vos", "votre", "vous", "y",
})  # fmt: skip
"""What usually begins a sentence, and has its capital from there."""
