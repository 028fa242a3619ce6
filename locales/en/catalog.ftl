### What merchants offer: rewards, and events that multiply points or lower prices.

catalog-events-title = <b>Events</b>
catalog-no-events = There is no event now. A new one shows here at once.
catalog-event-now = <b>{ $title }</b> · { $merchant }
    On now{ $multiplier ->
        [1] {""}
       *[other] : points × { $multiplier }
    }, until { $ends }
catalog-event-soon = <b>{ $title }</b> · { $merchant }
    From { $starts }{ $multiplier ->
        [1] {""}
       *[other] : points × { $multiplier }
    }, until { $ends }
catalog-event-categories = For: { $categories }
catalog-rule-earning = Rule: { $text }
catalog-rule-validity = Validity: { $text }
catalog-rule-limits = Limits: { $text }
catalog-rule-complaints = Complaints: { $text }
catalog-events-more =
    { $events ->
        [one] { $events } more event is in the app.
       *[other] { $events } more events are in the app.
    }

catalog-event-past = <b>{ $title }</b> · { $merchant }
    Ended { $ends }
catalog-event-price = { $reward }: { $list } → <b>{ $points }</b> points
catalog-event-saving = { $reward }: { $list } → <b>{ $points }</b> points, saves { $saved } %, gains { $gained } %

catalog-rewards-title = <b>Rewards</b> · wallet { $balance }
catalog-rewards-title-family = <b>Rewards</b> · wallet { $balance }, family { $purse }
catalog-no-rewards = There is no reward yet. A new one shows here at once; until then your points wait for it.
catalog-reward-line = { $place }. { $title } · { $merchant }
    <b>{ $points }</b> { $points ->
        [one] point
       *[other] points
    }, { $reach ->
        [yes] within reach
       *[no] { $missing } missing
    }
catalog-reward-line-sold-out = { $place }. { $title } · { $merchant }
    <b>{ $points }</b> { $points ->
        [one] point
       *[other] points
    }, none left
catalog-rewards-previous = « Back
catalog-rewards-next = More ›
catalog-reward-title = <b>{ $title }</b> · { $merchant }
catalog-reward-price =
    { $points ->
        [one] <b>{ $points }</b> point
       *[other] <b>{ $points }</b> points
    }
catalog-reward-price-event =
    { $points ->
        [one] <b>{ $points }</b> point (list price { $list })
       *[other] <b>{ $points }</b> points (list price { $list })
    }
    { $event }: saves { $saved } %, gains { $gained } %, until { $ends }
catalog-reward-cash = And { $cash } in money
catalog-reward-worth = Market price { $market }; a point buys { $worth }
catalog-reward-left =
    { $left ->
        [one] One left
       *[other] { $left } left
    }
catalog-reward-sold-out = None left
catalog-reward-limit =
    { $limit ->
        [one] Once each
       *[other] At most { $limit } each
    }
catalog-reward-delivery = { $delivery ->
        [delivery] Delivered
       *[other] Pick-up in the shop
    } · voucher good for { $days ->
        [one] one day
       *[other] { $days } days
    }
catalog-reward-wallet = Wallet { $balance }{ $missing ->
        [0] : enough
       *[other] : { $missing } missing
    }
catalog-reward-purse = Family { $balance }{ $missing ->
        [0] : enough
       *[other] : { $missing } missing
    }
catalog-reward-from-wallet = From my wallet · { $points }
catalog-reward-from-purse = From the family · { $points }
catalog-reward-rules = Rules
catalog-reward-rules-title = <b>{ $title }</b> · rules
catalog-rule-threshold = Threshold: { $text }
catalog-rule-how-to-redeem = How to use it: { $text }
catalog-rule-delivery = Delivery: { $text }
catalog-kind-goods = Goods
catalog-kind-service = Service
catalog-kind-coupon = Coupon

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
catalog-price-wrong = A price in an event is 1 to { $most } points.
rewards-unknown = There is no such reward, or it is no longer offered.
rewards-wrong = This part of the reward cannot be so: { $part }.
rewards-unchanged = Nothing was changed.
rewards-published = What is published stands; a change is a new version.
