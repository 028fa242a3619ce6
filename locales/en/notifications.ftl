### What members are told unasked: what changed, what is left, when it ends.

purchases-earned =
    🧧 <b>+{ $points }</b> { $points ->
        [one] point
       *[other] points
    } · { $merchant }
    { $debt_repaid ->
        [0] Good until { $expires_on }
       *[other] { $debt_repaid } of them repaid what you owed; the rest are good until { $expires_on }
    }
    You have <b>{ $balance }</b>

purchases-clawed-back =
    ↩️ <b>−{ $points }</b> { $points ->
        [one] point
       *[other] points
    } for a return · { $merchant }
    { $debt ->
        [0] You have <b>{ $balance }</b>
       *[other] You have <b>{ $balance }</b> and owe { $debt }: your next purchase there repays it first
    }

notifications-why = Why these points?
