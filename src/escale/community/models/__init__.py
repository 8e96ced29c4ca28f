"""What looks after advisers, and the circles in which they speak."""

from escale.community.models.circles import Circle as Circle
from escale.community.models.circles import CircleGuest as CircleGuest
from escale.community.models.circles import CircleKind as CircleKind
from escale.community.models.looking_after import READS_SMS as READS_SMS
from escale.community.models.looking_after import HelpNumber as HelpNumber
from escale.community.models.looking_after import PeerCall as PeerCall
from escale.community.models.looking_after import PeerCallQuerySet as PeerCallQuerySet
from escale.community.models.looking_after import ProfessionalNote as ProfessionalNote
