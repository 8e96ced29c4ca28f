"""Six reasons ready to use, written in plain French; each organization keeps, removes and rewrites them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Starter:
    """A reason as it is proposed: minutes, and what the public reads."""

    key: str
    name: str
    public_sentence: str
    description: str
    bring: str
    icon: str
    duration: int = 45


STARTERS = (
    Starter(
        key="mails",
        name="Mails et documents",
        public_sentence="Je veux envoyer un document par mail",
        description="Photographier ou scanner le papier, le joindre, l’envoyer.",
        bring="Votre téléphone, et son chargeur\nLe papier à envoyer\nVotre adresse mail, si vous en avez une",
        icon="mail",
    ),
    Starter(
        key="photos",
        name="Photos et fichiers",
        public_sentence="Je ne retrouve plus mes photos",
        description="Les passer du téléphone à l’ordinateur, les ranger, en faire une copie.",
        bring="Votre téléphone, et son câble\nUne clé USB, si vous en avez une",
        icon="images",
    ),
    Starter(
        key="telephone",
        name="Téléphone et tablette",
        public_sentence="Mon téléphone ou ma tablette me résiste",
        description="Régler les lettres et le son, installer une application, faire de la place.",
        bring="Votre téléphone ou votre tablette, et son chargeur",
        icon="smartphone",
    ),
    Starter(
        key="demarche",
        name="Démarche en ligne",
        public_sentence="J’ai une démarche à faire en ligne",
        description="Retraite, impôts, CAF, Ameli : c’est vous qui faites, nous restons à côté.",
        bring="Le courrier reçu\nVotre téléphone\nVos identifiants, si vous en avez",
        icon="file-check",
        duration=60,
    ),
    Starter(
        key="arnaques",
        name="Arnaques et mots de passe",
        public_sentence="J’ai reçu un message bizarre",
        description="Reconnaître une arnaque, changer un mot de passe, savoir qui prévenir.",
        bring="Votre téléphone, avec le message",
        icon="shield-alert",
    ),
    Starter(
        key="emploi",
        name="CV et emploi",
        public_sentence="Je cherche du travail",
        description="Faire ou mettre à jour un CV, l’envoyer, suivre ses réponses.",
        bring="Votre CV, si vous en avez un\nVotre adresse mail, si vous en avez une",
        icon="briefcase",
    ),
)
