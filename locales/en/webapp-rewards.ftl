### The words of the mini-app about rewards, events and vouchers

## Rewards, events, vouchers

webapp-rewards = Rewards
webapp-events = Events
webapp-vouchers = My vouchers
webapp-rules = Key rules
webapp-rule-threshold = From how many points
webapp-rule-earning = How points are earned
webapp-rule-validity = Validity
webapp-rule-limits = Limits and stock
webapp-rule-how-to-redeem = How to use it
webapp-rule-delivery = Delivery
webapp-rule-complaints = Complaints

webapp-gone-title = There is nothing here
webapp-gone-back = See what there is

webapp-fund-wallet = My wallet
webapp-fund-purse = Family
webapp-rewards-none = No rewards yet
webapp-rewards-none-text = As soon as a merchant offers one, it shows here. Until then your points wait for it.
webapp-reward-points =
    { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
webapp-reward-missing = { $missing } missing
webapp-reward-reach = within reach
webapp-reward-reach-purse = within family reach
webapp-reward-reach-together = within reach with both
webapp-reward-event = { $title }, until { $at }
webapp-reward-list = List price
webapp-reward-saved = Points saved
webapp-reward-gained = Value gained
webapp-reward-market = Market price
webapp-reward-cash = Plus { $cash } in money when you use it
webapp-reward-left = Left
webapp-reward-unlimited = plenty
webapp-reward-limit = Most for each
webapp-reward-no-limit = as often as you like
webapp-reward-times =
    { $limit ->
        [one] once
       *[other] { $limit } times
    }
webapp-reward-delivery = How you get it
webapp-reward-delivery-pick-up = Pick-up in the shop
webapp-reward-delivery-delivery = Delivered
webapp-reward-validity = Voucher good for
webapp-reward-days =
    { $days ->
        [one] one day
       *[other] { $days } days
    }

webapp-worth = What your points are worth here
webapp-worth-fen = A point buys { $fen } fen
webapp-worth-range = Of the rewards today, the least gives { $lowest } fen a point and the best { $highest }.
webapp-worth-how = { $paid ->
    [true] Market price { $market } less { $cash } in money, divided by the points.
   *[other] Market price { $market } divided by the points.
}

webapp-pay-from = Pay from
webapp-pay-for = The voucher is for
webapp-pay-for-me = Me
webapp-pay-enough =
    { $left ->
        [0] Just enough; nothing is left after that.
        [one] Enough; 1 point is left after that.
       *[other] Enough; { $left } points are left after that.
    }
webapp-pay-missing =
    { $missing ->
        [one] 1 point is missing
       *[other] { $missing } points are missing
    }
webapp-pay-missing-wallet = Every purchase in the programme brings you closer.
webapp-pay-missing-purse = When the family puts in more, it is within reach.
webapp-pay-fill =
    { $points ->
        [one] Your wallet can fill it: put { $points } point into the family and it is within reach.
       *[other] Your wallet can fill it: put { $points } points into the family and it is within reach.
    }
webapp-pay-instead-wallet = Your wallet has enough.
webapp-pay-instead-purse = The family has enough.
webapp-pay-with-wallet = Pay from my wallet
webapp-pay-with-purse = Pay from the family
webapp-pay-sold-out = None left just now
webapp-buy =
    { $points ->
        [one] Redeem for { $points } point
       *[other] Redeem for { $points } points
    }
webapp-buy-confirm =
    { $points ->
        [one] Confirm { $points } point
       *[other] Confirm { $points } points
    }
webapp-buy-done = Redeemed
webapp-buy-done-away = Redeemed. It is under My vouchers.
webapp-buy-unsure = Whether it was redeemed is not known yet: please look under My vouchers.
webapp-buy-failed = Nothing was redeemed, no point was spent.
webapp-quote-holds = Price held until { $at }
webapp-quote-whose = These points would pay
webapp-quote-left-wallet =
    { $points ->
        [0] Nothing is left in your wallet after that
        [one] 1 point is left in your wallet after that
       *[other] { $points } points are left in your wallet after that
    }
webapp-quote-left-purse =
    { $points ->
        [0] Nothing is left in the family after that
        [one] 1 point is left in the family after that
       *[other] { $points } points are left in the family after that
    }
webapp-quote-drop = Not now
webapp-refused-redemptions-short = No point was spent. Every purchase brings you closer.
webapp-refused-redemptions-sold-out = Have a look at the other rewards; yours stay yours.
webapp-refused-redemptions-limit = No point was spent. What you have redeemed is under My vouchers.
webapp-refused-purse-shrank = No point was spent. Put in what is missing, or pay from your wallet.
webapp-refused-families-none = No point was spent. You can pay from your wallet.
webapp-refused-lapsed = The price was held for ten minutes; they are over. No point was spent: press again and it is asked anew.
webapp-refused-renewed = No point was spent. The price above is new; confirm it if it suits you.
webapp-refused-unsure = No connection, so the answer is not known. Press again: it is never redeemed twice.
webapp-refused-unreachable = No connection. Nothing was redeemed and no point spent; please press again.
webapp-refused-other = Nothing was redeemed and no point was spent. Please try again.

webapp-voucher = Voucher
webapp-vouchers-none = No vouchers yet
webapp-vouchers-none-text = What you redeem becomes a voucher with a code. Show it in the shop; it is good once.
webapp-vouchers-none-go = See the rewards
webapp-voucher-qr = The voucher’s QR code
webapp-voucher-until = Good until { $date }
webapp-voucher-used = Used { $at }
webapp-voucher-used-at = Used { $at } at { $merchant }{ $till ->
    [none] {""}
   *[other] , { $till }
}
webapp-voucher-ended = Ended { $date }
webapp-voucher-theirs-text = Its code is on their phone, under My vouchers.
webapp-stamp-used = Used
webapp-stamp-ended = Ended
webapp-receipt = Receipt
webapp-receipt-link = Receipt: whose points paid
webapp-receipt-paid = Paid
webapp-receipt-by = Redeemed by { $name }
webapp-receipt-when = { $at }, from { $source ->
    [purse] the family
   *[other] the wallet
}

webapp-event-ends-in = Ends in
webapp-event-starts-in = Starts in
webapp-event-live = On now, until { $ends }
webapp-event-published = From { $starts } until { $ends }
webapp-event-multiplier = Points × { $multiplier }
webapp-events-none = No event now
webapp-events-none-text = Events with double points and lower prices show here as soon as a merchant announces one.

webapp-unit-day = { $count ->
    [one] day
   *[other] days
}
webapp-unit-hour = { $count ->
    [one] hour
   *[other] hours
}
webapp-unit-minute = { $count ->
    [one] minute
   *[other] minutes
}
