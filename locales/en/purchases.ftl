### Why an entry has its points, and what a purchase or refund may be refused for.

purchases-why-title = <b>{ $merchant }</b>
purchases-why-sale = { $amount } on { $date }, receipt <code>{ $receipt }</code>
purchases-why-base =
    { $rate ->
        [one] <b>+{ $points }</b> base: 1 point per yuan, good until { $date }
       *[other] <b>+{ $points }</b> base: { $rate } points per yuan, good until { $date }
    }
purchases-why-event = <b>+{ $points }</b> event “{ $event }”: × { $multiplier }, good until { $date }
purchases-why-green = <b>+{ $points }</b> green goods: × { $green }, good until { $date }
purchases-why-tier = <b>+{ $points }</b> tier bonus, good until { $date }
purchases-why-credit = <b>+{ $points }</b> credit bonus, good until { $date }
purchases-why-none = This purchase was too small to earn a point.
purchases-why-trimmed =
    { $points ->
        [one] Points are worth at most { $percent }% of a purchase: 1 point above that was left out.
       *[other] Points are worth at most { $percent }% of a purchase: { $points } above that were left out.
    }
purchases-why-repaid =
    { $points ->
        [one] 1 of them repaid an earlier debt.
       *[other] { $points } of them repaid an earlier debt.
    }
purchases-why-refund =
    { $points ->
        [one] { $amount } refunded on { $date }: the purchase earns 1 point less
       *[other] { $amount } refunded on { $date }: the purchase earns { $points } points less
    }
purchases-why-refunds-earlier =
    { $refunds ->
        [one] and one earlier refund
       *[other] and { $refunds } earlier refunds
    }

budget-exhausted = The merchant’s points budget has run out and nothing was written. After a top-up the same receipt can be sent again.
items-sum = The items do not sum to the amount.
purchases-too-old = This purchase is too long ago to earn points.
purchases-ahead = This purchase claims to be in the future. Please check the clock.
purchases-born-expired = The points of this purchase would have ended before they were written, so they were not.
purchases-unknown = There is no such purchase.
refund-exceeds = This is more than remains of the purchase.
refund-line-unknown = The receipt has no such line.
