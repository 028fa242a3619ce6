### The few sentences that are needed everywhere.

house-apology = Sorry, something went wrong. Your points are safe. If you need help, tell us <code>{ $reference }</code>.
house-apology-short = Sorry, something went wrong ({ $reference }).
house-outdated = This button is out of date. Please use the latest message.
house-not-now = We’re busy right now. Please try again in a moment.
house-too-fast = Not so fast. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
house-not-understood = I didn’t get that. Send /help to see what you can do here.
house-nothing-here = Nothing here yet.
house-cancelled = OK, cancelled.
house-nothing-to-cancel = There’s nothing to cancel.
house-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
house-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}

house-yes = Yes
house-no = No
house-confirm = Confirm
house-cancel = Cancel
house-back = Back
house-more = More
house-close = Close
house-retry = Try again
house-on = On
house-off = Off
