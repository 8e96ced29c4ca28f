"""The page of a partner: one referral, behind a secret address, without an account."""
