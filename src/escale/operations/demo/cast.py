"""Who and what the demonstration shows. Everybody is invented; numbers come from the ranges reserved for fiction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType

from escale.accounts.models import Role
from escale.places.models import VenueKind


@dataclass(frozen=True)
class Member:
    first_name: str
    last_name: str
    role: Role
    job_title: str = ""

    @property
    def email(self) -> str:
        return f"{self.first_name}@example.org".lower().replace("ë", "e").replace("é", "e").replace("è", "e")


@dataclass(frozen=True)
class DemoVenue:
    slug: str
    name: str
    kind: VenueKind = VenueKind.ON_SITE
    address: str = ""
    commune: str = ""
    postcode: str = "35500"
    point: tuple[float, float] | None = None
    access_notes: str = ""
    transport: str = ""
    accessibility: str = ""
    rooms: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class DemoPermanence:
    who: str
    venue: str
    weekdays: tuple[int, ...]
    start: time
    end: time
    room: str = ""
    every: int = 1
    reasons: tuple[str, ...] = ()
    walk_in: bool = False


@dataclass(frozen=True)
class DemoOrganization:
    slug: str
    name: str
    phone: str
    presentation: str
    members: tuple[Member, ...]
    venues: tuple[DemoVenue, ...]
    permanences: tuple[DemoPermanence, ...]
    closures: tuple[tuple[int, int, str], ...] = field(default=())
    """Days from today, first and last included."""


CENTRE_SOCIAL = DemoOrganization(
    slug="centre-social-vitre",
    name="Centre social de Vitré",
    phone="+33261910512",
    presentation="Un lieu, des personnes, du temps pour apprendre le numérique.",
    members=(
        Member("Maëlle", "Garnier", Role.ADVISER, "conseillère numérique"),
        Member("Yann", "Le Goff", Role.ADVISER, "conseiller numérique"),
        Member("Inès", "Cadiou", Role.ADVISER, "conseillère numérique"),
        Member("Amina", "Kaddour", Role.FRONT_DESK, "à l’accueil"),
        Member("Marcel", "Thual", Role.VOLUNTEER, "bénévole"),
        Member("Hélène", "Rouault", Role.ADMIN, "directrice"),
    ),
    venues=(
        DemoVenue(
            slug="centre-social-de-vitre",
            name="Centre social de Vitré",
            address="13 rue Notre-Dame",
            commune="35360",
            point=(48.1239, -1.2101),
            access_notes="Entrée de plain-pied, porte automatique. À l’accueil, dites « le numérique ».",
            transport="À pied : à 6 minutes de la gare. En sortant, à droite, puis la rue Notre-Dame.\n"
            "En bus : lignes 1 et 2, arrêt Notre-Dame, juste en face.\n"
            "En voiture : parking gratuit place de la République, à 3 min à pied. 2 places adaptées devant l’entrée.",
            accessibility="En fauteuil : entrée de plain-pied, porte automatique, salle 2 au rez-de-chaussée.\n"
            "Toilettes adaptées, au bout du couloir.\nBoucle magnétique à l’accueil : demandez-la.\n"
            "Un ordinateur avec grand écran et gros clavier.\nOn y parle français, anglais et un peu d’arabe.\n"
            "Pas d’ascenseur vers l’étage : dites-le, nous descendons.",
            rooms=(("Bureau 4", 3, 1), ("Salle 2", 10, 9)),
        ),
        DemoVenue(
            slug="mediatheque-de-vitre",
            name="Médiathèque de Vitré",
            address="1 rue du Bourg-aux-Moines",
            commune="35360",
            point=(48.1263, -1.2143),
            access_notes="Au premier étage. Ascenseur à droite de l’entrée.",
            transport="En bus : ligne 2, arrêt Médiathèque.",
            accessibility="En fauteuil : ascenseur à droite de l’entrée, portes larges.\nSièges avec accoudoirs.",
            rooms=(("Salle multimédia", 8, 8),),
        ),
        DemoVenue(
            slug="residence-habitat-jeunes",
            name="Résidence Habitat Jeunes",
            address="4 rue du Rachapt",
            commune="35360",
            point=(48.1252, -1.2188),
            access_notes="Sonnez « Escale ». La salle commune est au fond de la cour.",
        ),
        DemoVenue(
            slug="mairie-de-balaze",
            name="Mairie de Balazé",
            address="1 place de la Mairie",
            commune="35015",
            point=(48.1685, -1.1898),
            access_notes="Entrée par le parking, sans marche.",
            transport="En voiture : parking devant la mairie.",
        ),
        DemoVenue(slug="par-telephone-vitre", name="Par téléphone", kind=VenueKind.PHONE, commune="35360"),
    ),
    permanences=(
        DemoPermanence(
            "Maëlle",
            "centre-social-de-vitre",
            (0, 3),
            time(9),
            time(12),
            "Bureau 4",
            1,
            ("mails", "photos", "telephone"),
        ),
        DemoPermanence(
            "Maëlle",
            "centre-social-de-vitre",
            (1, 4),
            time(14),
            time(17),
            "Bureau 4",
            1,
            ("mails", "photos", "telephone", "demarche"),
        ),
        DemoPermanence("Maëlle", "centre-social-de-vitre", (2,), time(9), time(12), "Salle 2", walk_in=True),
        DemoPermanence(
            "Yann",
            "mediatheque-de-vitre",
            (1, 2),
            time(9, 30),
            time(12, 30),
            "",
            1,
            ("mails", "photos", "telephone", "arnaques"),
        ),
        DemoPermanence("Yann", "mairie-de-balaze", (3,), time(14), time(17), "", 2, ("mails", "telephone", "demarche")),
        DemoPermanence(
            "Inès", "residence-habitat-jeunes", (0, 2), time(16), time(19), "", 1, ("emploi", "demarche", "arnaques")
        ),
        DemoPermanence("Inès", "par-telephone-vitre", (4,), time(9), time(11), "", 1, ("conseil",)),
    ),
    closures=((38, 44, "congés d’équipe"),),
)

CCAS = DemoOrganization(
    slug="ccas-vitre",
    name="CCAS de Vitré",
    phone="+33261910514",
    presentation="Le CCAS vous reçoit pour vos démarches, et vous aide à les faire en ligne.",
    members=(
        Member("Karim", "Benali", Role.ADMIN, "conseiller numérique"),
        Member("Anne", "Guérin", Role.ADVISER, "conseillère numérique"),
        Member("Claire", "Morel", Role.COORDINATOR, "coordinatrice"),
    ),
    venues=(
        DemoVenue(
            slug="ccas-de-vitre",
            name="CCAS de Vitré",
            address="7 place du Château",
            commune="35360",
            point=(48.1236, -1.2148),
            access_notes="Entrée à gauche du porche, sans marche. Ascenseur.",
            transport="En bus : ligne 2, arrêt Château.\nEn voiture : parking gratuit place Saint-Yves, à 3 min à pied.",
            accessibility="En fauteuil : entrée à gauche du porche, puis ascenseur.\nToilettes adaptées.",
            rooms=(("Bureau 2", 3, 1),),
        ),
        DemoVenue(
            slug="mairie-de-la-guerche",
            name="Mairie de La Guerche-de-Bretagne",
            address="2 rue de la Mairie",
            commune="35125",
            postcode="35130",
            point=(47.9412, -1.2296),
            access_notes="Demandez à l’accueil, rez-de-chaussée.",
        ),
    ),
    permanences=(
        DemoPermanence(
            "Karim", "ccas-de-vitre", (1, 3), time(14), time(17), "Bureau 2", 1, ("mails", "demarche", "arnaques")
        ),
        DemoPermanence(
            "Anne", "mairie-de-la-guerche", (0, 2), time(9), time(12), "", 1, ("mails", "photos", "demarche")
        ),
    ),
)

ORGANIZATIONS = (CENTRE_SOCIAL, CCAS)


@dataclass(frozen=True)
class DemoReason:
    key: str
    name: str
    sentence: str
    description: str
    bring: str
    icon: str
    duration: int = 45
    online: bool = True
    kind: VenueKind = VenueKind.ON_SITE


REASONS = (
    DemoReason("mails", "Mails et documents", "Je veux envoyer un document par mail",
               "Photographier ou scanner le papier, le joindre, l’envoyer.",
               "Votre téléphone, et son chargeur\nLe papier à envoyer", "mail"),
    DemoReason("photos", "Photos et fichiers", "Je ne retrouve plus mes photos",
               "Les passer du téléphone à l’ordinateur, les ranger, en faire une copie.",
               "Votre téléphone, et son câble", "images"),
    DemoReason("telephone", "Téléphone et tablette", "Mon téléphone ou ma tablette me résiste",
               "Régler les lettres et le son, installer une application, faire de la place.",
               "Votre téléphone ou votre tablette, chargés", "smartphone"),
    DemoReason("demarche", "Démarche en ligne", "J’ai une démarche à faire en ligne",
               "Retraite, impôts, CAF, Ameli : c’est vous qui faites, nous restons à côté.",
               "Le courrier que vous avez reçu\nVotre téléphone", "file-check", 60),
    DemoReason("arnaques", "Arnaques et mots de passe", "J’ai reçu un message bizarre",
               "Reconnaître une arnaque, changer un mot de passe, savoir qui prévenir.",
               "Le message, sans rien effacer", "shield-alert", 30),
    DemoReason("emploi", "CV et emploi", "Je cherche du travail",
               "Faire ou mettre à jour un CV, l’envoyer, suivre ses réponses.",
               "Votre CV, même sur papier", "briefcase"),
    DemoReason("conseil", "Un conseil par téléphone", "J’ai une petite question",
               "Dix minutes au téléphone pour savoir quoi faire.", "", "phone", 15, online=False, kind=VenueKind.PHONE),
)  # fmt: skip

FIRST_NAMES = (
    "Lucette", "Robert", "Jeanne", "Yves", "Marie-Thérèse", "Bernard", "Monique", "Gérard", "Annick", "Michel",
    "Nolwenn", "Kévin", "Fatoumata", "Théo", "Sarah", "Abdel", "Léa", "Mamadou", "Camille", "Enzo",
    "Denise", "Raymond", "Simone", "Marcelle", "Louis", "Odette", "Paulette", "René", "Thérèse", "Joseph",
)  # fmt: skip
LAST_NAMES = (
    "Briand", "Martin", "Lebreton", "Cadet", "Poirier", "Hamon", "Thomas", "Le Bris", "Roussel", "Morin",
    "Gautier", "Diallo", "Lefèvre", "Benoît", "Texier", "Colas", "Prigent", "Lemée", "Chevalier", "Barbier",
)  # fmt: skip
SUBJECTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "mails": ("Scanner et envoyer un document par mail", "Retrouver un mail de ma banque", "Créer une adresse mail", ""),
    "photos": ("Mettre les photos de mon téléphone sur l’ordinateur", "Créer un album pour ma petite-fille", ""),
    "telephone": ("Agrandir les lettres de mon téléphone", "Faire une visio avec ma petite-fille",
                  "Retrouver mes contacts après un changement de téléphone", ""),
    "demarche": ("Créer mon compte Ameli", "Déclarer mes revenus en ligne", "Demander ma retraite", ""),
    "arnaques": ("Vérifier si ce SMS est une arnaque", "Changer mon mot de passe", ""),
    "emploi": ("Refaire mon CV", "Envoyer mon CV à une annonce", ""),
    "conseil": ("Savoir quel téléphone choisir", "Comprendre un message de mon opérateur", ""),
})  # fmt: skip
"""What people say they come for, by the key of the reason; some say nothing more."""

NOTES = ("Entend mal de l’oreille gauche.", "Vient avec sa fille.", "Préfère le matin.", "A un vieux téléphone.", "")
APOLOGIES = ("Maëlle est souffrante.", "La salle est fermée ce jour-là.", "")
