"""The programme of the month, sent by mail or SMS to lists of recipients."""
