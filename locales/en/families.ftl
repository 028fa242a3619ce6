### Families: coming.

families-coming =
    { $seats ->
       *[other] <b>Families are coming soon.</b> Up to { $seats } people will save and spend together, and everybody’s points stay their own. Yours now:
    }

families-joined = 👪 <b>{ $member }</b> has joined { $family }.
families-left = 👪 <b>{ $member }</b> has left { $family } and took back only their own unspent points. Everybody else’s stay as they are.
families-handed-over = 👪 <b>{ $member }</b> is now the head of { $family }.

families-none = You are not in a family yet. Send /family to found one.
families-already-in = You are in a family already, and one at a time is the rule.
families-full = Every seat in this family is taken.
families-name-wrong =
    { $longest ->
       *[other] A family’s name must be readable and at most { $longest } characters long.
    }
families-rejoin-wait = After leaving a family there is a wait. You can join one again from { $from_on }.
families-joins-a-year =
    { $joins ->
        [one] You can join one family a year. Next year you can join again.
       *[other] You can join { $joins } families a year. Next year you can join again.
    }
families-invitation-unknown = This invitation link is not valid. Please ask your family for another one.
families-invitation-used = Somebody has used this invitation link already. Please ask your family for another one.
families-invitation-ended = This invitation link has ended. Please ask your family for another one.
families-invitation-revoked = This invitation link was taken back.
families-not-confirmed = Before you join, please confirm what will be shared.
families-points-wrong = Please give a whole number above zero.
families-short =
    { $balance ->
        [one] You have { $balance } point there, and { $missing } more would be needed.
       *[other] You have { $balance } points there, and { $missing } more would be needed.
    }
families-monthly-cap =
    { $cap ->
       *[other] You can put in up to { $cap } points a month; this month { $left } more.
    }
families-percent-unknown = The part that is put in by itself can be 0, 25, 50, 75 or 100 percent.
families-not-the-head = Only the head of the family can do this.
families-not-of-the-family = There is nobody like that in this family.
families-hand-over-first = You are the head of this family. Please hand over to somebody before you leave.
