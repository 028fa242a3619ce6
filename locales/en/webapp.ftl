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
