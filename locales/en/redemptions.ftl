### Spending points: quote, receipt, vouchers, and what may be refused.

redemptions-quote = <b>{ $title }</b> · { $merchant }
    <b>{ $points }</b> { $points ->
        [one] point
       *[other] points
    } from { $source ->
        [purse] the family “{ $family }”
       *[other] your wallet
    }; { $left } left after that
redemptions-quote-for = The voucher is for { $name }
redemptions-quote-parts = These points would pay: { $parts }
redemptions-quote-cash = { $cash } in money when you use it
redemptions-quote-holds = This price holds until { $ends }
redemptions-confirm = Redeem for { $points }
redemptions-for = For { $name }
redemptions-for-me = For myself
redemptions-done = <b>Redeemed</b>: { $title } · { $merchant }
redemptions-paid-line =
    { $points ->
        [one] Paid <b>{ $points }</b> point
       *[other] Paid <b>{ $points }</b> points
    }
redemptions-paid-parts =
    { $points ->
        [one] Paid <b>{ $points }</b> point: { $parts }
       *[other] Paid <b>{ $points }</b> points: { $parts }
    }
redemptions-part = { $name } { $points }
redemptions-left = { $balance } left in your wallet
redemptions-left-purse = { $balance } left in the family
redemptions-theirs = { $name } has the voucher
redemptions-voucher-line = Voucher <code>{ $code }</code>, good until { $ends }

redemptions-why = Redeemed { $redeemed }
redemptions-why-theirs = { $name } redeemed this from the family, { $redeemed }
redemptions-why-part =
    { $price ->
        [one] Price: { $price } point, <b>{ $points }</b> of it yours
       *[other] Price: { $price } points, <b>{ $points }</b> of them yours
    }
redemptions-why-voucher = Show the voucher

redemptions-vouchers-title = <b>My vouchers</b>
redemptions-no-vouchers = You have no vouchers yet. What you redeem lies here: show it in the shop.
redemptions-voucher-open = { $place }. <b>{ $title }</b> · { $merchant }
    good until { $ends }
redemptions-voucher-used = { $place }. { $title } · { $merchant }
    used { $used }
redemptions-voucher-over = { $place }. { $title } · { $merchant }
    ended { $ends }
redemptions-voucher-title = <b>{ $title }</b> · { $merchant }
redemptions-voucher-how = { $text }
redemptions-voucher-cash = { $cash } in money when you use it
redemptions-voucher-was-used = Used { $used }{ $till ->
        [none] {""}
       *[other] , { $till }
    }
redemptions-voucher-is-over = Ended { $ends }
redemptions-copy-code = Copy the code

redemptions-redeemed = <b>Redeemed</b>: { $reward } · { $merchant }
    for <b>{ $price }</b> { $price ->
        [one] point
       *[other] points
    }, voucher <code>{ $voucher }</code>
redemptions-received = { $name } has a voucher for you: <b>{ $reward }</b> · { $merchant }
    <code>{ $voucher }</code>, good until { $ends_on }; /vouchers has the QR code for the till. { $points ->
        [0] {""}
        [one] { $points } of the { $price } points was yours.
       *[other] { $points } of the { $price } points were yours.
    }
redemptions-paid = { $name } redeemed <b>{ $reward }</b> from the family
    for { $price } { $price ->
        [one] point
       *[other] points
    }, <b>{ $points }</b> of them yours

redemptions-short =
    { $missing ->
        [one] One point is missing: you have { $balance }.
       *[other] <b>{ $missing }</b> points are missing: you have { $balance }.
    }
redemptions-short-purse =
    { $missing ->
        [one] One point is missing: the family has { $balance }.
       *[other] <b>{ $missing }</b> points are missing: the family has { $balance }.
    }
redemptions-fill-purse =
    { $points ->
        [one] Your wallet holds enough: put <b>{ $points }</b> point into the family (/family), then redeem from there.
       *[other] Your wallet holds enough: put <b>{ $points }</b> points into the family (/family), then redeem from there.
    }
redemptions-purse-could-pay = The family “{ $family }” holds enough and could pay.
redemptions-sold-out = None left. No point was spent.
redemptions-limit =
    { $limit ->
        [one] Once each, and you have had yours.
       *[other] At most { $limit } each, and you have had yours.
    }
redemptions-source-unknown = Points come from the wallet or from the family.
redemptions-recipient-strange = A voucher is for yourself or for your family.
redemptions-quote-unknown = There is no such quote. Please choose the reward again.
redemptions-unknown = There is no such redemption.
redemptions-quote-ended = The quote ended { $ended_at }. No point was spent; please choose again.
purse-shrank =
    { $missing ->
        [one] The family holds less by now, one point is missing: { $balance } are there.
       *[other] The family holds less by now, <b>{ $missing }</b> points are missing: { $balance } are there.
    }
voucher-unknown = There is no such voucher, or another merchant serves it.
voucher-used = This voucher was used { $at }{ $till ->
        [none] {""}
       *[other] {" "}({ $till })
    }.
voucher-ended = This voucher ended { $ended_on }.
redemptions-again = You have redeemed this already. Nothing more was paid.
