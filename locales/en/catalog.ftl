### What merchants offer: events now; rewards and vouchers soon.

catalog-events-title = <b>Events</b>
catalog-no-events = There is no event now. A new one shows here at once.
catalog-event-now = <b>{ $title }</b> · { $merchant }
    On now: points × { $multiplier }, until { $ends }
catalog-event-soon = <b>{ $title }</b> · { $merchant }
    From { $starts }: points × { $multiplier }, until { $ends }
catalog-event-categories = For: { $categories }
catalog-rule-earning = Rule: { $text }
catalog-rule-validity = Validity: { $text }
catalog-rule-limits = Limits: { $text }
catalog-rule-complaints = Complaints: { $text }
catalog-events-more =
    { $events ->
        [one] One more event is in the app.
       *[other] { $events } more events are in the app.
    }

catalog-rewards-coming = <b>Rewards are coming soon.</b> Until then your points wait here:
catalog-vouchers-coming = <b>You have no vouchers yet.</b> When rewards come, what you redeem lies here. Your points now:

catalog-event-unknown = There is no such event.
catalog-theme-wrong = A theme is 1 to 32 lower-case letters, digits or hyphens.
catalog-text-wrong = A text is empty, too long or in a language that is not supported.
catalog-part-wrong = A disclosure has no such part.
catalog-window-wrong = An event must end after it begins.
catalog-event-published = What is published stands as it was published.
catalog-event-over = The event is over and cannot be published.
catalog-multiplier-wrong = A multiplier is above 1, at most 100, with at most three decimals.
catalog-categories-wrong = At most 50 categories, each of 1 to 64 characters.
disclosure-incomplete = The disclosure is not complete; it can be published when it is.
