### What members are told unasked: what changed, what is left, when it ends.

purchases-earned =
    🧧 <b>+{ $points }</b> { $points ->
        [one] point
       *[other] points
    } · { $merchant }
    { $kept ->
        [0] All of it went towards what you owe after a refund
       *[other] { $debt_repaid ->
            [0] Good until { $expires_on }
           *[other] { $debt_repaid } of them repaid what you owed; the rest are good until { $expires_on }
        }
    }
    You have <b>{ $balance }</b>

purchases-clawed-back =
    ↩️ { $points ->
        [0] Refunded, and no point was left to take back
        [one] <b>−{ $points }</b> point taken back after a refund
       *[other] <b>−{ $points }</b> points taken back after a refund
    } · { $merchant }
    { $debt ->
        [0] You have <b>{ $balance }</b>
       *[other] You have <b>{ $balance }</b> and owe { $debt }: your next purchase repays it first
    }

notifications-why = Why these points?
