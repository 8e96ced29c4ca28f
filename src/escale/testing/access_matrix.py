"""Who gets what at each address. A new address without a row here fails the tests.

Columns are visitors (`world.VISITORS`); a row with one answer gives it to all. Answers are statuses; two redirections
have names: `sign-in` leads to the sign-in page, `on` leads anywhere else. POST rows are sent an empty form, and stand for
addresses that only change something; everything asked about belongs to the first organization, `outsider` works for another.
"""

ROWS = {}
"""Which row of the world the `pk` of an address means."""

TABLE = """
                                            anonymous  link  adviser  colleague  coordinator  front_desk  volunteer  admin  outsider
operations:health                    GET    200
"""
