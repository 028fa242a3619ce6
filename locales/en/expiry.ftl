### What ends, when, and what to do before.

expiry-digest =
    ⏳ <b>{ $points }</b> { $points ->
        [one] point ends
       *[other] points end
    } soon
expiry-digest-one = Good until { $expires_on }, then gone.
expiry-digest-ending = <b>{ $points }</b> until { $expires_on }
expiry-digest-later = <b>{ $points }</b> a little later
expiry-digest-now = Spend them first: /rewards shows what they buy.

expiry-title = <b>When your points end</b>
expiry-ending =
    { $days ->
        [0] <b>{ $points }</b> · today is the last day
        [one] <b>{ $points }</b> · good until { $date }, one day left
       *[other] <b>{ $points }</b> · good until { $date }, { $days } days left
    }
expiry-later = <b>{ $points }</b> more end later
expiry-nothing = You have no points now, so nothing can end.
expiry-reminded = 🔔 We write to you { $days } days before points end, never at night.
expiry-muted = 🔕 You turned notices off, so we do not write. What ends soon waits here and in the app.

expiry-card =
    { $points ->
        [one] One point ends soon
       *[other] { $points } points end soon
    }
expiry-card-ending =
    { $days ->
        [0] { $points } · today is the last day
        [one] { $points } · until { $date }, one day left
       *[other] { $points } · until { $date }, { $days } days left
    }
expiry-card-now = Paying draws these first.
