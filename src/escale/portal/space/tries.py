"""How often codes are asked for and tried, copies taken, relatives asked."""

from escale.limits import Limit

CODES_PER_ADDRESS = Limit("space-codes-address", 20, 600)
CODES_PER_NUMBER = Limit("space-codes-number", 3, 86400)
NEW_NUMBERS_PER_NUMBER = Limit("space-new-numbers", 5, 86400)
TRIES_PER_ADDRESS = Limit("space-tries-address", 60, 600)
NAMES_PER_NUMBER = Limit("space-names-number", 8, 3600)
COPIES_PER_NUMBER = Limit("space-copies-number", 10, 3600)
CHANGES_PER_NUMBER = Limit("space-changes-number", 20, 3600)
ASKS_PER_NUMBER = Limit("space-asks-number", 5, 86400)
ASKS_OF_NUMBER = Limit("space-asks-of-number", 2, 86400)
PER_AGREEMENT = Limit("space-agreement", 20, 3600)
