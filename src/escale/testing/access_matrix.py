"""Who gets what at each address. A new address without a row here fails the tests.

Columns are visitors (`world.VISITORS`); a row with one answer gives it to all. Answers are statuses; two redirections
have names: `sign-in` leads to the sign-in page, `on` leads anywhere else. POST rows are sent an empty form, and stand for
addresses that only change something. Everything asked about belongs to the first organization: `outsider` is the admin of
another, and gets 404 wherever a row is asked for.
"""

ROWS = {
    "account:end-session": "member",
    "account:leave": "member",
    "account:switch": "member",
    "account:team-change-role": "member",
    "account:team-end": "member",
    "account:team-member": "member",
    "account:team-resend-invitation": "invitation",
    "account:team-revoke-invitation": "invitation",
    "desk:add-hour": "person",
    "desk:appointment": "appointment",
    "desk:calendar": "calendar",
    "desk:calendar-keep-both": "appointment",
    "desk:calendar-pause": "calendar",
    "desk:calendar-read": "calendar",
    "desk:calendar-remove": "calendar",
    "desk:calendar-resume": "calendar",
    "desk:cancel": "appointment",
    "desk:catch-up": "in_cycle",
    "desk:catch-up-undo": "catch_up",
    "desk:catalogue-archive": "workshop",
    "desk:catalogue-change": "workshop",
    "desk:catalogue-duplicate": "workshop",
    "desk:catalogue-one": "workshop",
    "desk:catalogue-plan": "workshop",
    "desk:catalogue-restore": "workshop",
    "desk:coordination": "coordination",
    "desk:coordination-remove": "coordination",
    "desk:coordination-restore": "coordination",
    "desk:done": "message",
    "desk:question-again": "question",
    "desk:question-remove": "question",
    "desk:question-restore": "question",
    "desk:report": "report",
    "desk:report-remove": "report",
    "desk:report-restore": "report",
    "desk:next": "appointment",
    "desk:next-wanted": "appointment",
    "desk:person-referent": "person",
    "desk:equipment-change": "equipment",
    "desk:figures-close": "figures",
    "desk:figures-monthly-resume": "monthly_figures",
    "desk:figures-monthly-stop": "monthly_figures",
    "desk:figures-network": "network",
    "desk:figures-release": "figures",
    "desk:figures-release-pdf": "figures",
    "desk:figures-release-xlsx": "figures",
    "desk:figures-reopen": "figures",
    "desk:equipment-lend": "equipment",
    "desk:equipment-one": "equipment",
    "desk:equipment-prolong": "loan",
    "desk:equipment-retire": "equipment",
    "desk:equipment-return": "loan",
    "desk:equipment-return-undo": "loan",
    "desk:exchange-leave": "exchange",
    "programs:revoke": "program",
    "desk:exchange-preview": "exchange",
    "desk:exchange-undo": "exchange",
    "desk:exchange-write": "exchange",
    "desk:groups-answer": "offered",
    "desk:groups-change": "draft",
    "desk:groups-move": "interest",
    "desk:groups-remove": "draft",
    "desk:interest": "interest",
    "desk:interest-bring-back": "interest",
    "desk:interest-close": "interest",
    "desk:interest-postpone": "interest",
    "desk:interest-questions": "interest",
    "desk:interest-reopen": "interest",
    "desk:move": "appointment",
    "desk:permanence": "permanence",
    "desk:permanence-cancel": "occurrence",
    "desk:permanence-change": "permanence",
    "desk:permanence-end": "permanence",
    "desk:permanence-put-back": "permanence",
    "desk:permanence-reopen": "permanence",
    "desk:permanence-restore": "occurrence",
    "desk:permanence-settle": "permanence",
    "desk:permanence-undo": "permanence",
    "desk:people-import-columns": "people_import",
    "desk:people-import-faults": "people_import",
    "desk:people-import-give-up": "people_import",
    "desk:people-import-one": "people_import",
    "desk:people-import-undo": "people_import",
    "desk:people-import-write": "people_import",
    "desk:merge-undo": "merge",
    "desk:people-hand-over": "member",
    "desk:people-take-back": "member",
    "desk:person": "person",
    "desk:person-apart": "person",
    "desk:person-copy": "person",
    "desk:person-correct": "person",
    "desk:person-data": "person",
    "desk:person-enroll": "person",
    "desk:person-erase": "person",
    "desk:person-merge": "person",
    "desk:person-notice": "person",
    "desk:person-notice-given": "person",
    "desk:person-reason": "person",
    "desk:person-sheet": "person",
    "desk:queue-act": "walk_in",
    "desk:queue-another-time": "walk_in",
    "desk:queue-kiosk-describe": "kiosk",
    "desk:queue-kiosk-make": "venue",
    "desk:queue-kiosk-revoke": "kiosk",
    "desk:queue-note": "walk_in",
    "desk:queue-pass": "walk_in",
    "desk:queue-tell": "walk_in",
    "desk:queue-ticket": "walk_in",
    "desk:reopen": "appointment",
    "desk:restore": "appointment",
    "desk:roll": "session",
    "desk:roll-undo": "roll_call",
    "desk:roll-sheet": "cycle",
    "desk:roll-sheet-pdf": "cycle",
    "desk:certificates": "cycle",
    "desk:certificates-pdf": "cycle",
    "desk:certificate": "in_cycle",
    "desk:certificate-pdf": "in_cycle",
    "desk:cycle-report": "cycle",
    "desk:cycle-report-pdf": "cycle",
    "desk:cycle-review": "cycle",
    "desk:satisfaction": "cycle",
    "desk:satisfaction-slips": "cycle",
    "desk:skill-check": "in_cycle",
    "desk:skill-check-clear": "in_cycle",
    "desk:skill-checks": "cycle",
    "desk:skills-archive": "skill",
    "desk:skills-move": "skill",
    "desk:skills-rename": "skill",
    "desk:skills-restore": "skill",
    "desk:replace-withdraw": "absence",
    "desk:settings-absence": "absence",
    "desk:settings-absence-repeated": "repeated_absence",
    "desk:settings-absence-repeated-end": "repeated_absence",
    "desk:settings-absence-restore": "absence",
    "desk:settings-absence-withdraw": "absence",
    "desk:settings-closure-reopen": "closure",
    "desk:settings-online-everyone": "reason",
    "desk:settings-online-offer": "reason",
    "desk:settings-reason": "reason",
    "desk:settings-reason-archive": "reason",
    "desk:settings-reason-duplicate": "reason",
    "desk:settings-reason-move": "reason",
    "desk:settings-tag": "tag",
    "desk:settings-tag-archive": "tag",
    "desk:settings-tag-restore": "tag",
    "desk:settings-venue": "venue",
    "desk:settings-venue-add-room": "venue",
    "desk:settings-venue-close": "venue",
    "desk:settings-venue-remove-room": "room",
    "desk:settings-venue-room": "room",
    "desk:settle": "appointment",
    "desk:undo-move": "appointment",
    "desk:undone": "message",
    "desk:waiting-answer": "offer",
    "desk:waiting-back": "waiting",
    "desk:waiting-first": "waiting",
    "desk:waiting-offer": "waiting",
    "desk:waiting-remove": "waiting",
    "desk:waiting-turn": "waiting",
    "desk:enrollment-answer": "offered",
    "desk:enrollment-cancel": "enrollment",
    "desk:enrollment-offer": "in_list",
    "desk:enrollment-raise": "in_list",
    "desk:enrollment-restore": "enrollment",
    "desk:group": "group",
    "desk:group-cancel": "group",
    "desk:group-change": "group",
    "desk:group-enroll": "group",
    "desk:group-merge": "group",
    "desk:group-publish": "group",
    "desk:group-resize": "group",
    "desk:group-restore": "group",
    "desk:group-unpublish": "group",
    "desk:session-add": "cycle",
    "desk:session-cancel": "session",
    "desk:session-hand": "session",
    "desk:session-hand-back": "session",
    "desk:session-move": "session",
    "desk:session-present": "cycle_session",
    "desk:session-restore": "session",
    "desk:skipped-put-back": "skipped",
    "mfa_edit_webauthn": "member",
    "mfa_remove_webauthn": "member",
}
"""Which row of the world the `pk` of an address means."""

TABLE = """
                                             anonym.  link     adviser  colleag. coord.   front    volunt.  admin    outsider
account:accept-invitation               POST sign-in  sign-in  410      410      410      410      410      410      410
account:create-account                  POST 410      422      410      410      410      410      410      410      410
account:end-other-sessions              POST sign-in  sign-in  on       on       on       on       on       on       on
account:end-session                     POST sign-in  sign-in  on       on       on       on       on       on       on
account:home                            GET  sign-in  sign-in  200      200      200      200      200      200      200
account:invitation                      GET  410      200      410      410      410      410      410      410      410
account:leave                           POST sign-in  sign-in  on       404      404      404      404      404      404
account:set-up                          GET  sign-in
account:switch                          POST sign-in  sign-in  on       404      404      404      404      404      404
account:team                            GET  sign-in  sign-in  403      403      403      403      403      200      200
account:team-change-role                POST sign-in  sign-in  403      403      403      403      403      422      404
account:team-end                        POST sign-in  sign-in  403      403      403      403      403      on       404
account:team-invite                     GET  sign-in  sign-in  403      403      403      403      403      200      200
account:team-member                     GET  sign-in  sign-in  403      403      403      403      403      200      404
account:team-resend-invitation          POST sign-in  sign-in  403      403      403      403      403      on       404
account:team-revoke-invitation          POST sign-in  sign-in  403      403      403      403      403      on       404
account_change_password                 GET  sign-in  sign-in  200      200      200      200      200      200      200
account_complete_password_reset         GET  on
account_confirm_login_code              GET  sign-in  sign-in  on       on       on       on       on       on       on
account_confirm_password_reset_code     GET  sign-in
account_inactive                        GET  200
account_login                           GET  200      200      on       on       on       on       on       on       on
account_logout                          GET  on       on       200      200      200      200      200      200      200
account_password_reset_completed        GET  200
account_reauthenticate                  GET  sign-in  sign-in  200      200      200      200      200      200      200
account_request_login_code              GET  200      200      on       on       on       on       on       on       on
account_reset_password                  GET  200
account_set_password                    GET  sign-in  sign-in  on       on       on       on       on       on       on

api:activities                          GET  401
api:docs                                GET  200
api:figures                             GET  401
api:health                              GET  401
api:openapi                             GET  200

desk:add                                GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:add-hour                           GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:agenda                             GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:agenda-day                         GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:agenda-list                        GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:agenda-month                       GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:agenda-week                        GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:appointment                        GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:calendar                           GET  sign-in  sign-in  200      404      404      403      404      404      404
desk:calendar-add                       GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:calendar-add-address               GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:calendar-add-caldav                GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:calendar-add-file                  GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:calendar-feed                      GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:calendar-feed-choose               POST sign-in  sign-in  on       on       on       403      on       on       on
desk:calendar-feed-close                POST sign-in  sign-in  on       on       on       403      on       on       on
desk:calendar-feed-open                 POST sign-in  sign-in  on       on       on       403      on       on       on
desk:calendar-feed-renew                POST sign-in  sign-in  on       on       on       403      on       on       on
desk:calendar-keep-both                 POST sign-in  sign-in  on       404      404      403      404      404      404
desk:calendar-pause                     POST sign-in  sign-in  on       404      404      403      404      404      404
desk:calendar-read                      POST sign-in  sign-in  on       404      404      403      404      404      404
desk:calendar-remove                    POST sign-in  sign-in  on       404      404      403      404      404      404
desk:calendar-resume                    POST sign-in  sign-in  on       404      404      403      404      404      404
desk:calendars                          GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:cancel                             GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:catalogue                          GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:catalogue-add                      GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:catalogue-archive                  POST sign-in  sign-in  on       on       on       403      403      on       404
desk:catalogue-change                   GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:catalogue-duplicate                POST sign-in  sign-in  on       on       on       403      403      on       404
desk:catalogue-library                  GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:catalogue-one                      GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:catalogue-plan                     GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:catalogue-restore                  POST sign-in  sign-in  on       on       on       403      403      on       404
desk:coordination                       GET  sign-in  sign-in  200      403      200      403      403      200      404
desk:coordination-add                   GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:coordination-remove                POST sign-in  sign-in  on       403      on       403      403      on       404
desk:coordination-restore               POST sign-in  sign-in  on       403      on       403      403      on       404
desk:coordinations                      GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:day                                GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:done                               POST sign-in  sign-in  on       on       on       on       on       on       404
desk:equipment                          GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:equipment-add                      GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:equipment-change                   GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:equipment-lend                     GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:equipment-one                      GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:equipment-prolong                  POST sign-in  sign-in  422      422      422      422      422      422      404
desk:equipment-retire                   POST sign-in  sign-in  on       on       on       403      403      on       404
desk:equipment-return                   POST sign-in  sign-in  on       on       on       on       on       on       404
desk:equipment-return-undo              POST sign-in  sign-in  on       on       on       on       on       on       404
desk:exchange                           GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:exchange-bring                     POST sign-in  sign-in  422      422      422      403      403      422      422
desk:exchange-leave                     POST sign-in  sign-in  on       404      404      403      403      404      404
desk:exchange-preview                   GET  sign-in  sign-in  200      404      404      403      403      404      404
desk:exchange-take                      POST sign-in  sign-in  422      422      422      403      403      422      422
desk:exchange-undo                      POST sign-in  sign-in  on       404      404      403      403      404      404
desk:exchange-write                     POST sign-in  sign-in  on       404      404      403      403      404      404
desk:figures                            GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:figures-behind                     GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:figures-close                      POST sign-in  sign-in  on       on       on       403      403      on       404
desk:figures-file                       POST sign-in  sign-in  200      200      200      403      403      200      200
desk:figures-monthly                    GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:figures-monthly-resume             POST sign-in  sign-in  on       on       on       403      403      on       404
desk:figures-monthly-stop               POST sign-in  sign-in  on       on       on       403      403      on       404
desk:figures-network                    GET  sign-in  sign-in  404      404      200      403      403      404      404
desk:figures-prepare                    GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:figures-release                    GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:figures-release-pdf                GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:figures-release-xlsx               GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:figures-releases                   GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:figures-reopen                     POST sign-in  sign-in  on       on       on       403      403      on       404
desk:groups                             GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:groups-add                         GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:groups-answer                      POST sign-in  sign-in  404      404      404      404      404      404      404
desk:groups-answers                     GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:groups-change                      GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:groups-invite                      GET  sign-in  sign-in  200      200      200      403      403      200      on
desk:groups-move                        POST sign-in  sign-in  404      404      404      403      403      404      404
desk:groups-propose                     POST sign-in  sign-in  on       on       on       403      403      on       on
desk:groups-remove                      POST sign-in  sign-in  on       on       on       403      403      on       404
desk:groups-start                       POST sign-in  sign-in  422      422      422      403      403      422      422
desk:groups-undo                        POST sign-in  sign-in  on       on       on       403      403      on       on
desk:files-ending                       GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:interest                           GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:interest-add                       GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:interest-bring-back                POST sign-in  sign-in  on       on       on       on       on       on       404
desk:interest-close                     POST sign-in  sign-in  on       on       on       on       on       on       404
desk:interest-import                    GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:interest-import-template           GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:interest-import-undo               POST sign-in  sign-in  404      404      404      403      403      404      404
desk:interest-postpone                  POST sign-in  sign-in  on       on       on       on       on       on       404
desk:interest-questions                 GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:interest-reopen                    POST sign-in  sign-in  on       on       on       on       on       on       404
desk:interests                          GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:interests-export                   GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:move                               GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:more                               GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:my-day                             GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:next                               GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:next-wanted                        POST sign-in  sign-in  on       on       on       on       on       on       404
desk:people                             GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:merge-undo                         POST sign-in  sign-in  on       on       on       403      403      on       404
desk:people-doubles                     GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:people-export                      GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:people-hand-over                   GET  sign-in  sign-in  403      403      200      403      403      200      404
desk:people-import                      GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:people-import-columns              POST sign-in  sign-in  422      422      422      403      403      422      404
desk:people-import-faults               GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:people-import-give-up              POST sign-in  sign-in  on       on       on       403      403      on       404
desk:people-import-one                  GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:people-import-template             GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:people-import-undo                 POST sign-in  sign-in  on       on       on       403      403      on       404
desk:people-import-write                POST sign-in  sign-in  on       on       on       403      403      on       404
desk:permanence                         GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:permanence-add                     GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:permanence-cancel                  POST sign-in  sign-in  on       403      on       403      403      on       404
desk:permanence-change                  GET  sign-in  sign-in  200      403      200      403      403      200      404
desk:permanence-end                     POST sign-in  sign-in  422      403      422      403      403      422      404
desk:permanence-put-back                POST sign-in  sign-in  on       403      on       403      403      on       404
desk:permanence-reopen                  POST sign-in  sign-in  on       403      on       403      403      on       404
desk:permanence-restore                 POST sign-in  sign-in  on       403      on       403      403      on       404
desk:permanence-settle                  GET  sign-in  sign-in  200      403      200      403      403      200      404
desk:permanence-undo                    POST sign-in  sign-in  on       403      on       403      403      on       404
desk:permanence-week                    GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:permanences                        GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:people-take-back                   POST sign-in  sign-in  403      403      on       403      403      on       404
desk:person                             GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:person-apart                       POST sign-in  sign-in  on       on       on       403      403      on       404
desk:person-copy                        POST sign-in  sign-in  200      200      200      403      403      200      404
desk:person-correct                     GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:person-data                        GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:person-enroll                      GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:person-erase                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:person-merge                       GET  sign-in  sign-in  on       200      200      403      403      200      404
desk:person-new                         GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:person-notice                      GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:person-notice-given                POST sign-in  sign-in  on       on       on       on       on       on       404
desk:person-reason                      POST sign-in  sign-in  on       422      422      403      403      422      404
desk:person-referent                    POST sign-in  sign-in  on       200      200      on       on       200      404
desk:person-sheet                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:question-again                     POST sign-in  sign-in  on       on       on       on       on       on       404
desk:question-remove                    POST sign-in  sign-in  on       on       on       on       on       on       404
desk:question-restore                   POST sign-in  sign-in  on       on       on       on       on       on       404
desk:questions                          GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:queue                              GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:queue-act                          POST sign-in  sign-in  on       on       on       on       on       on       404
desk:queue-add                          POST sign-in  sign-in  404      404      404      404      404      404      404
desk:queue-another-time                 POST sign-in  sign-in  on       on       on       on       on       on       404
desk:queue-call                         POST sign-in  sign-in  404      404      404      404      404      404      404
desk:queue-kiosk-describe               POST sign-in  sign-in  on       on       on       403      403      on       404
desk:queue-kiosk-make                   POST sign-in  sign-in  on       on       on       403      403      on       404
desk:queue-kiosk-revoke                 POST sign-in  sign-in  on       on       on       403      403      on       404
desk:queue-note                         GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:queue-pass                         POST sign-in  sign-in  422      422      422      422      422      422      404
desk:queue-tell                         POST sign-in  sign-in  422      422      422      422      422      422      404
desk:queue-ticket                       GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:reopen                             POST sign-in  sign-in  on       on       on       on       on       on       404
desk:restore                            POST sign-in  sign-in  on       on       on       on       on       on       404
desk:roll                               GET  sign-in  sign-in  200      200      200      403      200      200      404
desk:roll-undo                          POST sign-in  sign-in  on       on       on       403      on       on       404
desk:roll-sheet                         GET  sign-in  sign-in  200      200      200      403      200      200      404
desk:roll-sheet-pdf                     GET  sign-in  sign-in  200      200      200      403      200      200      404
desk:certificates                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:certificates-pdf                   GET  sign-in  sign-in  on       on       on       403      403      on       404
desk:certificate                        GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:certificate-pdf                    GET  sign-in  sign-in  on       on       on       403      403      on       404
desk:catch-up                           GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:catch-up-undo                      POST sign-in  sign-in  on       on       on       on       on       on       404
desk:cycle-report                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:cycle-report-pdf                   GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:cycle-review                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:satisfaction                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:satisfaction-slips                 GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:skill-check                        GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:skill-checks                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:skills-rename                      GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:skill-check-clear                  POST sign-in  sign-in  on       on       on       403      403      on       404
desk:skills-archive                     POST sign-in  sign-in  on       on       on       403      403      on       404
desk:skills-move                        POST sign-in  sign-in  on       on       on       403      403      on       404
desk:skills-restore                     POST sign-in  sign-in  on       on       on       403      403      on       404
desk:skills                             GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:replace                            GET  sign-in  sign-in  200      200      200      200      403      200      200
desk:replace-withdraw                   POST sign-in  sign-in  404      404      on       404      403      on       404
desk:report                             GET  sign-in  sign-in  200      200      200      403      404      200      404
desk:report-add                         GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:report-day                         GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:report-remove                      POST sign-in  sign-in  on       on       on       403      404      on       404
desk:report-restore                     POST sign-in  sign-in  on       on       on       403      404      on       404
desk:reports                            GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:settings                           GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-absence                   GET  sign-in  sign-in  200      404      404      403      404      404      404
desk:settings-absence-declare           GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:settings-absence-repeated          GET  sign-in  sign-in  200      404      404      403      404      404      404
desk:settings-absence-repeated-end      POST sign-in  sign-in  on       404      404      403      404      404      404
desk:settings-absence-restore           POST sign-in  sign-in  on       404      404      403      404      404      404
desk:settings-absence-withdraw          POST sign-in  sign-in  on       404      404      403      404      404      404
desk:settings-absences                  GET  sign-in  sign-in  200      200      200      403      200      200      200
desk:settings-closure-add               GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-closure-reopen            POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-closures                  GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-communes                  GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-online                    GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-online-close              POST sign-in  sign-in  on       on       on       403      403      on       on
desk:settings-online-everyone           POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-online-offer              POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-online-open               POST sign-in  sign-in  on       on       on       403      403      on       on
desk:settings-online-poster             GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-online-qr                 GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-privacy                   GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-reason                    GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:settings-reason-add                GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-reason-archive            POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-reason-duplicate          POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-reason-move               POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-reason-starters           POST sign-in  sign-in  on       on       on       403      403      on       on
desk:settings-reasons                   GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-tag                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:settings-tag-archive               POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-tag-restore               POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-tags                      GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-texts                     GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-texts-restore             POST sign-in  sign-in  on       on       on       403      403      on       on
desk:settings-texts-no-shows            POST sign-in  sign-in  422      422      422      403      403      422      422
desk:settings-texts-sending             POST sign-in  sign-in  422      422      422      403      403      422      422
desk:settings-venue                     GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:settings-venue-add                 GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-venue-add-room            POST sign-in  sign-in  422      422      422      403      403      422      404
desk:settings-venue-close               POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-venue-remove-room         POST sign-in  sign-in  on       on       on       403      403      on       404
desk:settings-venue-room                GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:settings-venues                    GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settings-waiting                   GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:settle                             POST sign-in  sign-in  on       on       on       on       on       on       404
desk:setup-hours                        GET  sign-in  sign-in  200      200      200      403      403      200      on
desk:setup-reasons                      GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:setup-venues                       GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:undo-move                          POST sign-in  sign-in  on       on       on       on       on       on       404
desk:undone                             POST sign-in  sign-in  on       on       on       on       on       on       404
desk:cycle-add                          GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:enrollment-answer                  POST sign-in  sign-in  404      404      404      404      404      404      404
desk:enrollment-cancel                  POST sign-in  sign-in  on       on       on       on       on       on       404
desk:enrollment-offer                   GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:enrollment-raise                   GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:enrollment-restore                 POST sign-in  sign-in  on       on       on       on       on       on       404
desk:group                              GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:group-add                          GET  sign-in  sign-in  200      200      200      403      403      200      200
desk:group-cancel                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:group-change                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:group-enroll                       GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:group-merge                        GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:group-publish                      POST sign-in  sign-in  on       on       on       403      403      on       404
desk:group-resize                       POST sign-in  sign-in  422      422      422      403      403      422      404
desk:group-restore                      POST sign-in  sign-in  on       on       on       403      403      on       404
desk:group-unpublish                    POST sign-in  sign-in  on       on       on       403      403      on       404
desk:session-add                        GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:session-cancel                     GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:session-hand                       GET  sign-in  sign-in  200      200      200      200      403      200      404
desk:session-hand-back                  POST sign-in  sign-in  on       on       on       on       403      on       404
desk:session-move                       GET  sign-in  sign-in  200      200      200      403      403      200      404
desk:session-present                    POST sign-in  sign-in  on       on       on       403      on       on       404
desk:session-restore                    POST sign-in  sign-in  on       on       on       403      403      on       404
desk:skipped-put-back                   POST sign-in  sign-in  on       on       on       403      403      on       404
desk:workshops                          GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:waiting                            GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:waiting-add                        GET  sign-in  sign-in  200      200      200      200      200      200      200
desk:waiting-answer                     POST sign-in  sign-in  404      404      404      404      404      404      404
desk:waiting-back                       POST sign-in  sign-in  on       on       on       on       on       on       404
desk:waiting-first                      GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:waiting-offer                      GET  sign-in  sign-in  200      200      200      200      200      200      404
desk:waiting-remove                     POST sign-in  sign-in  on       on       on       on       on       on       404
desk:waiting-turn                       POST sign-in  sign-in  on       on       on       on       on       on       404

mfa_activate_totp                       GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_add_webauthn                        GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_authenticate                        GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_deactivate_totp                     GET  sign-in  sign-in  404      404      404      404      404      404      404
mfa_download_recovery_codes             GET  sign-in  sign-in  404      404      404      404      404      404      404
mfa_edit_webauthn                       GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_generate_recovery_codes             GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_index                               GET  sign-in  sign-in  200      200      200      200      200      200      200
mfa_list_webauthn                       GET  sign-in  sign-in  200      200      200      200      200      200      200
mfa_login_webauthn                      GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_reauthenticate                      GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_reauthenticate_webauthn             GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_remove_webauthn                     GET  sign-in  sign-in  on       on       on       on       on       on       on
mfa_view_recovery_codes                 GET  sign-in  sign-in  404      404      404      404      404      404      404

operations:health                       GET  200

outbox:receipt                          GET  200
outbox:telephone                        GET  404

portal:accessibility                    GET  200
portal:activities                       GET  200
portal:activities-ics                   GET  200
portal:activities-json                  GET  200
portal:activities-rss                   GET  200
portal:agenda-feed                      GET  404      200      404      404      404      404      404      404      404
portal:appointment                      GET  404      200      404      404      404      404      404      404      404
portal:appointment-acquisition          POST 404      on       404      404      404      404      404      404      404
portal:appointment-cancel               POST 404      on       404      404      404      404      404      404      404
portal:appointment-correct              GET  404      200      404      404      404      404      404      404      404
portal:appointment-earlier              GET  404      200      404      404      404      404      404      404      404
portal:appointment-move                 GET  404      200      404      404      404      404      404      404      404
portal:appointment-stop-sms             GET  404      200      404      404      404      404      404      404      404
portal:booking                          GET  on
portal:booking-callback                 GET  200
portal:booking-callback-noted           GET  200
portal:booking-done                     GET  404      200      404      404      404      404      404      404      404
portal:booking-number                   GET  on
portal:booking-own-words                POST 200
portal:booking-slot                     GET  200
portal:booking-subject                  GET  200
portal:booking-waiting                  GET  200
portal:booking-waiting-noted            GET  200
portal:calendar                         GET  404      200      404      404      404      404      404      404      404
portal:card                             GET  404      200      404      404      404      404      404      404      404
portal:card-pdf                         GET  404      200      404      404      404      404      404      404      404
portal:communes                         GET  200
portal:cycle                            GET  200
portal:enrollment                       GET  404      200      404      404      404      404      404      404      404
portal:enrollment-accept                POST 404      on       404      404      404      404      404      404      404
portal:enrollment-calendar              GET  404      200      404      404      404      404      404      404      404
portal:enrollment-cancel                POST 404      on       404      404      404      404      404      404      404
portal:enrollment-decline               POST 404      on       404      404      404      404      404      404      404
portal:enrollment-known                 POST 404      on       404      404      404      404      404      404      404
portal:enrollment-short                 GET  on
portal:satisfaction                     GET  404      200      404      404      404      404      404      404      404
portal:skill-check                      GET  404      200      404      404      404      404      404      404      404
portal:skill-check-call                 POST 404      on       404      404      404      404      404      404      404
portal:figures                          GET  404      200      404      404      404      404      404      404      404
portal:figures-pdf                      GET  404      200      404      404      404      404      404      404      404
portal:figures-xlsx                     GET  404      200      404      404      404      404      404      404      404
portal:group                            GET  200
portal:home                             GET  200
portal:interest                         GET  200
portal:interest-noted                   GET  200
portal:interest-number                  GET  200
portal:interest-of                      GET  200
portal:interest-paper                   GET  200
portal:interest-paper-pdf               GET  200
portal:interest-when                    GET  200
portal:interest-more                    GET  on
portal:kiosk                            GET  404      200      404      404      404      404      404      404      404
portal:kiosk-board                      GET  404      200      404      404      404      404      404      404      404
portal:kiosk-finished                   POST 404      on       404      404      404      404      404      404      404
portal:kiosk-more-time                  POST 404      on       404      404      404      404      404      404      404
portal:kiosk-paper                      GET  404      200      404      404      404      404      404      404      404
portal:kiosk-sms                        GET  404      200      404      404      404      404      404      404      404
portal:kiosk-ticket                     GET  404      200      404      404      404      404      404      404      404
portal:legal                            GET  200
portal:lost-link                        GET  200
portal:lost-link-sent                   GET  200
portal:offer                            GET  404      200      404      404      404      404      404      404      404
portal:offer-accept                     POST 404      on       404      404      404      404      404      404      404
portal:offer-decline                    POST 404      on       404      404      404      404      404      404      404
portal:offer-short                      GET  on
portal:privacy                          GET  200
portal:robots                           GET  200
portal:security                         GET  200
portal:short                            GET  on
portal:venue                            GET  200
portal:venues                           GET  200
portal:waiting-leave                    POST 404      on       404      404      404      404      404      404      404
portal:waiting-place                    GET  404      200      404      404      404      404      404      404      404
portal:waiting-short                    GET  on

programs:programs                       GET  sign-in  sign-in  403      403      403      403      403      200      200
programs:revoke                         POST sign-in  sign-in  403      403      403      403      403      on       404

ui:display                              GET  200
"""
