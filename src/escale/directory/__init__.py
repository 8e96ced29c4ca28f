"""Partner, contacts, meetings, Referral, prescribers."""
