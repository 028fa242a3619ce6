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
webapp-home-lying = Personal { $personal }, yours in the family { $share }
webapp-home-owed = { $points ->
    [one] You owe { $merchant } 1 point after a refund. Your next purchase repays it first.
   *[other] You owe { $merchant } { $points } points after a refund. Your next purchase repays them first.
}
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
webapp-today = Today
webapp-yesterday = Yesterday

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
webapp-component-tier = Tier bonus
webapp-component-credit = Credit bonus

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
    [one] 1 of them repaid an earlier debt.
   *[other] { $points } of them repaid an earlier debt.
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
webapp-consent-service-text = When points come, go or end
webapp-consent-marketing = Offers
webapp-consent-marketing-text = Messages from merchants of the programme
webapp-consent-profiling = Suggestions from what you buy
webapp-consent-profiling-text = Your purchases may be used to choose offers for you
webapp-consent-given = Agreed on { $date }
webapp-consent-withdrawn = Turned off on { $date }
webapp-consent-default-on = On from the start
webapp-consent-default-off = Off until you agree

webapp-data = What we keep about you
webapp-data-text = Your purchases and points are in History. To learn why we keep them, or to export or erase them, send /privacy in the chat.
webapp-data-name = Name
webapp-data-telegram = Telegram ID
webapp-data-since = Member since
webapp-data-answers = Your answers on consent
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
webapp-about-text = Points come from real purchases only and are yours for good. They are not money: they cannot be cashed out, sold or bought.
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
webapp-family-purse = In the family’s purse
webapp-family-purse-line = { $points ->
    [one] { $points } point in the purse
   *[other] { $points } points in the purse
}
webapp-family-head = head
webapp-family-child = child
webapp-family-move = Put in or take out
webapp-family-lying = Personal { $personal }, yours in the family { $share }
webapp-family-yours = What you put in stays yours and ends when it did.
webapp-family-auto-text = How much of your new points is put in automatically.
webapp-family-new-link = Make an invitation link
webapp-family-invite-text = A link is good for one person, who joins after a yes.
webapp-family-open-link = A link by { $member }, good until { $date }
webapp-family-failed = That did not work, and nothing was changed. Please try again.

## Rewards, events, vouchers

webapp-rewards = Rewards
webapp-events = Events
webapp-vouchers = My vouchers
webapp-rewards-wallet = Personal { $wallet }
webapp-rewards-purse = Personal { $wallet } · family { $purse }
webapp-rewards-none = No rewards yet
webapp-rewards-none-text = They appear here as soon as a merchant offers one. Keep saving until then.
webapp-reward-points =
    { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
webapp-reward-missing = { $missing } missing
webapp-reward-reach = within reach
webapp-reward-until = until { $at }
webapp-reward-list = List price
webapp-reward-saved = Saved
webapp-reward-gained = Gained
webapp-reward-market = Market price
webapp-reward-cash = Plus
webapp-reward-left = Left
webapp-reward-limit = Limit per member
webapp-buy-wallet = From my own points · { $points }
webapp-buy-purse = From the family’s points · { $points }
webapp-buy-confirm = Confirm · { $points }
webapp-buy-failed = Nothing was redeemed, and no points were spent
webapp-vouchers-none = No vouchers yet
webapp-vouchers-none-text = What you redeem is kept here. Show it in the shop.
webapp-voucher-qr = The voucher’s QR code
webapp-voucher-until = Good until { $date }
webapp-voucher-used = Used { $at }
webapp-voucher-ended = Ended { $date }
webapp-event-live = On now, until { $ends }
webapp-event-published = From { $starts } until { $ends }
webapp-event-multiplier = Points × { $multiplier }
webapp-events-none = No events right now
webapp-events-none-text = New ones appear here at once.
