### Families: saving together, everybody keeping their own.

families-teach =
    { $seats ->
       *[other] 👪 <b>Save points together</b>
        Found a family of up to { $seats }. Everybody puts in points of their own for something bigger. Every point stays its owner’s, and what is unspent can be taken out at any time.
    }
families-purse =
    { $points ->
        [one] 👪 <b>{ $family }</b> has <b>{ $points }</b> point
       *[other] 👪 <b>{ $family }</b> has <b>{ $points }</b> points
    }
families-seat =
    { $role ->
        [head] { $member } (head): <b>{ $points }</b>
        [child] { $member } (child): <b>{ $points }</b>
       *[adult] { $member }: <b>{ $points }</b>
    }
families-own =
    { $percent ->
        [0] New points are not put in by themselves: you decide.
       *[other] <b>{ $percent }%</b> of your new points are put in by themselves.
    }
families-alone = You are alone here. Invite your family.

families-do-found = Found a family
families-do-put = Put points in
families-do-take = Take points out
families-do-invite = Invite
families-do-automatic = Automatic
families-do-leave = Leave
families-do-leave-now = Yes, leave
families-do-back = ‹ Family

families-ask-name =
    { $longest ->
       *[other] What is your family called? Send me the name, at most { $longest } characters, or /cancel.
    }
families-ask-put =
    { $points ->
        [one] How many points for { $family }? You can put in <b>{ $points }</b>. Send me a number; the points stay yours. /cancel stops.
       *[other] How many points for { $family }? You can put in up to <b>{ $points }</b>. Send me a number; the points stay yours. /cancel stops.
    }
families-ask-take =
    { $points ->
        [one] How many points out of { $family }? <b>{ $points }</b> of them is yours. Send me a number. /cancel stops.
       *[other] How many points out of { $family }? <b>{ $points }</b> of them are yours. Send me a number. /cancel stops.
    }
families-all = All { $points }
families-nothing-to-put = There is nothing that you can put in now. Points of your next purchase will be here.
families-nothing-to-take = You have no points in the family that could be taken out.
families-try-again = Please send it once more, or /cancel.
families-done-put =
    { $points ->
        [one] <b>{ $points }</b> point is in the family and still yours. Wallet: { $personal }, yours in the family: { $share }.
       *[other] <b>{ $points }</b> points are in the family and still yours. Wallet: { $personal }, yours in the family: { $share }.
    }
families-done-take =
    { $points ->
        [one] <b>{ $points }</b> point is back. Wallet: { $personal }, yours in the family: { $share }.
       *[other] <b>{ $points }</b> points are back. Wallet: { $personal }, yours in the family: { $share }.
    }

families-invited =
    <b>Send this link to one of your family</b>
    It is good for one person, until { $until_on }.
    <code>{ $link }</code>
families-send-link = Send it
families-copy-link = Copy the link
families-revoke = Take it back
families-revoked = The link is taken back and opens nothing any more.
families-offer =
    { $members ->
        [one] 👪 <b>{ $member }</b> invites you to <b>{ $family }</b>, where { $members } person sits.
       *[other] 👪 <b>{ $member }</b> invites you to <b>{ $family }</b>, where { $members } people sit.
    }
    If you join, your family sees your name and the points that you put in, and can spend those points together.
    The points in your wallet and your purchases stay private. What is unspent you can take out, and leave, at any time.
families-join-yes = I understand: join
families-join-no = Not now
families-declined = All right, you have not joined. The link stays good until it ends.
families-welcome = Welcome to the family!
families-ask-automatic =
    How much of your new points should be put in by itself? They stay yours, and you can take them out.
    { $percent ->
        [0] Now: nothing
       *[other] Now: { $percent }%
    }
families-part =
    { $chosen ->
        [true] ● { $percent }%
       *[other] { $percent }%
    }
families-ask-heir = You are the head. Before you leave, choose who is the head after you; then we ask once more whether to leave.
families-ask-leave =
    { $points ->
        [one] Leave { $family }? Your unspent <b>{ $points }</b> point goes back to your wallet and ends when it did; nobody else’s change.
       *[other] Leave { $family }? Your unspent <b>{ $points }</b> points go back to your wallet and end when they did; nobody else’s change.
    }
    { $last ->
        [true] You are the last one: the family is dissolved when you leave.
       *[other] { $days ->
            [0] You can join a family again, { $joins } times a year at most.
            [one] You can join a family again after { $days } day, { $joins } times a year at most.
           *[other] You can join a family again after { $days } days, { $joins } times a year at most.
        }
    }
families-done-leave =
    { $points ->
        [one] You have left. <b>{ $points }</b> point is back in your wallet.
       *[other] You have left. <b>{ $points }</b> points are back in your wallet.
    }

families-joined = 👪 <b>{ $member }</b> has joined { $family }.
families-left = 👪 <b>{ $member }</b> has left { $family } and took out only their own unspent points. Everybody else’s stay as they are.
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
