### What a member owns and how it came about.

ledger-balance =
    { $points ->
        [one] You have <b>{ $points }</b> point
       *[other] You have <b>{ $points }</b> points
    }
ledger-ends-soonest =
    { $days ->
        [0] <b>{ $points }</b> of them: today is the last day
        [one] <b>{ $points }</b> of them good until { $date }, one day left
       *[other] <b>{ $points }</b> of them good until { $date }, { $days } days left
    }
ledger-owed =
    { $points ->
        [one] You owe { $merchant } <b>{ $points }</b> point after a refund. Your next purchase repays it first.
       *[other] You owe { $merchant } <b>{ $points }</b> points after a refund. Your next purchase repays them first.
    }
ledger-none-left = All of them are spent or ended. Your next purchase brings new ones.
ledger-empty = No points yet: show your code at the till and they arrive at once.

ledger-history-title = <b>History</b>
ledger-history-empty = Nothing here yet. After your first purchase every entry is listed, with its reason.
ledger-history-why = Tap a number to see what is behind an entry.
ledger-why-button = { $place }
ledger-newest = « Newest
ledger-older = Older ›

ledger-line-earn = <b>+{ $points }</b> · { $merchant } · { $date }
ledger-line-earn-late = <b>+{ $points }</b> · { $merchant } · purchase of { $bought }, added { $date }
ledger-line-restore = <b>+{ $points }</b> given back · { $merchant } · { $date }
ledger-line-repay = <b>−{ $points }</b> debt repaid · { $merchant } · { $date }
ledger-line-claw-back = <b>−{ $points }</b> taken back after a refund · { $merchant } · { $date }
ledger-line-redeem = <b>−{ $points }</b> redeemed: { $reward } · { $merchant } · { $date }
ledger-line-expire = <b>−{ $points }</b> ended · { $date }
ledger-line-extend = <b>{ $points }</b> extended · { $date }
ledger-line-contribute = <b>{ $points }</b> put into the family · { $date }
ledger-line-withdraw = <b>{ $points }</b> taken out of the family · { $date }

key-reused = This key was already used for something else; the first act stands.
