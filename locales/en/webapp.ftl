### The words of the mini-app

## The shell: what must be there before the server can be asked

webapp-title = { $name }
webapp-loading = Opening…
webapp-slow = The network is slow. One moment more.
webapp-again = Try again
webapp-back = Back
webapp-open-bot = Open in Telegram
webapp-close-and-open = Reopen it from the chat

webapp-outside-title = Please open this in Telegram
webapp-outside-text = This is the members’ app of { $name }. Open it from the menu button in the chat, so that we know who you are.

webapp-reopen-title = Please open the app again
webapp-reopen-text = This page has been open for a long time. Your points are safe: close it and open it again from the chat.

webapp-offline-title = No connection
webapp-offline-text = The server could not be reached. Your points are safe; we try again as soon as you are online.

webapp-failed-title = Something went wrong
webapp-failed-text = The fault is ours and your points are safe. Please try again in a moment.

webapp-stale = No connection just now: what you see may be out of date.
webapp-script-needed = Please turn JavaScript on, or open this in Telegram.

webapp-error-title = This page cannot be shown
webapp-error-text = { $reason } (reference { $request })

## Home

webapp-home = Home
webapp-home-points = Your points
webapp-home-unit = { $points ->
    [one] point
   *[other] points
}
webapp-home-lying = Wallet { $personal }, yours in the family { $share }
webapp-home-none-yet = No points yet
webapp-home-empty = No points to use right now
webapp-home-teach = Show your code at the till when you pay. Points arrive within seconds.

webapp-line = When your points end. Slide to read each month
webapp-line-soon = { $points ->
    [one] 1 point ends within 30 days, on { $date }
   *[other] { $points } points end within 30 days, first on { $date }
}
webapp-line-calm = Nothing ends before { $date }
webapp-line-month = { $month }: { $points ->
    [one] 1 point ends
   *[other] { $points } points end
}
webapp-line-month-soon = { $month }: { $points ->
    [one] 1 point ends
   *[other] { $points } points end
}, { $soon } within 30 days

webapp-code = Member code
webapp-code-hint = Let the till scan it, or read it out. It renews itself.
webapp-code-ended = No code right now
webapp-code-again = A new one comes when you are online. Tap to try now.
webapp-number = Member number
webapp-number-hint = for earning only
webapp-number-copy = Copy your member number
webapp-number-copied = Copied

webapp-recent = Recent
webapp-all = All history

## History

webapp-history = History
webapp-history-empty = Nothing here yet
webapp-history-empty-text = After your first purchase, this page shows where every point came from.
webapp-history-earlier = Earlier
webapp-history-failed = That did not load. Please try again; your points are safe.
webapp-history-happened = bought on { $date }
webapp-history-voucher = Voucher and receipt
webapp-today = Today
webapp-yesterday = Yesterday
webapp-moment-today = today { $clock }
webapp-moment-yesterday = yesterday { $clock }

webapp-kind-earn = Purchase
webapp-kind-repay = Debt repaid
webapp-kind-claw_back = Taken back after a refund
webapp-kind-expire = Ended
webapp-kind-extend = Extended
webapp-kind-contribute = Put into the family
webapp-kind-withdraw = Taken out of the family
webapp-kind-redeem = Redeemed
webapp-kind-restore = Given back

webapp-component-base = Base
webapp-component-event = Event
webapp-component-green = Green goods
webapp-component-tier = Tier
webapp-component-credit = Credit

webapp-why-base = { $amount } paid, { $rate } per yuan
webapp-why-event = { $title } × { $multiplier }
webapp-why-green = { $amount } of green goods × { $multiplier }
webapp-why-percent = + { $percent }%
webapp-why-total = This purchase gave
webapp-why-trimmed = { $points ->
    [one] The points of a purchase are worth at most { $percent }% of what you paid: 1 point above that was left out.
   *[other] The points of a purchase are worth at most { $percent }% of what you paid: { $points } points above that were left out.
}
webapp-why-repaid = { $points ->
    [one] 1 of them repaid what you owed after a refund.
   *[other] { $points } of them repaid what you owed after a refund.
}
webapp-why-ends = Good until { $date }
webapp-why-all-end = All good until { $date }.
webapp-why-refund = { $amount } refunded on { $date }
webapp-why-receipt = Receipt { $receipt }
webapp-why-channel-till = In the shop
webapp-why-channel-online = Online
webapp-why-channel-card = By card
webapp-why-channel-file = Imported

## Settings

webapp-settings = Settings
webapp-settings-failed = That was not saved and is as before. Please try again.
webapp-language = Language
webapp-messages = Notices and consents
webapp-consent-service = Notices about your points
webapp-consent-service-text = Points earned, taken back, or about to end
webapp-consent-marketing = Offers
webapp-consent-marketing-text = Messages from merchants of the programme
webapp-consent-profiling = Suggestions from what you buy
webapp-consent-profiling-text = Your purchases may be used to choose them
webapp-consent-given = Agreed on { $date }
webapp-consent-on = On since { $date }
webapp-consent-withdrawn = Turned off on { $date }
webapp-consent-default-on = On from the start
webapp-consent-default-off = Off until you agree

webapp-data = What we hold about you
webapp-data-text = Your purchases and points are in History. To learn why we hold them, or to take a copy or erase them, send /privacy in the chat.
webapp-data-name = Name
webapp-data-telegram = Telegram ID
webapp-data-since = Member since
webapp-data-answers = Your consents
webapp-data-answers-count = { $count ->
    [one] 1 answer
   *[other] { $count } answers
}
webapp-data-codes = Member codes used lately
webapp-data-codes-count = { $count ->
    [one] 1 code
   *[other] { $count } codes
}

webapp-about = About
webapp-about-text = Points come from real purchases only and are nobody’s but yours; we remind you before they end. They are not money: they cannot be cashed out, sold or bought.
webapp-about-chat = Back to the chat

## The family

webapp-family = Family
webapp-family-none = Save points with your family
webapp-family-teach = { $seats ->
   *[other] Found a family of up to { $seats }. What everybody puts in stays their own and can be taken out while it is unspent; when you redeem together, what ends soonest pays first.
}
webapp-family-name = The family’s name
webapp-family-invited = Were you invited?
webapp-family-link = Paste the invitation link here
webapp-family-look = Look at it
webapp-family-purse = In the family
webapp-family-purse-line = { $points ->
    [one] { $points } point in the family
   *[other] { $points } points in the family
}
webapp-family-head = head
webapp-family-child = child
webapp-family-move = Put in or take out
webapp-family-points = How many points
webapp-family-all = All
webapp-family-most-contribute =
    { $points ->
        [0] Nothing in your wallet
       *[other] At most { $points }
    }
webapp-family-most-withdraw =
    { $points ->
        [0] Nothing of yours there
       *[other] At most { $points }
    }
webapp-family-most-capped = No more this month
webapp-family-done-contribute = Put into the family, and still yours.
webapp-family-done-withdraw = Back in your wallet.
webapp-family-yours = What you put in stays yours and ends when it did.
webapp-family-auto-text = How much of your new points is put in by itself.
webapp-family-new-link = Make an invitation link
webapp-family-invite-text = A link is good for one person, who joins after a yes.
webapp-family-open-link = A link by { $member }, good until { $date }
webapp-family-failed = That did not work, and nothing was changed. Please try again.
webapp-family-unsure = No connection, so the answer is not known. Press again: nothing is done twice.

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
