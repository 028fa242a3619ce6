### Those who act for a merchant or the programme.

merchants-role-owner = owner
merchants-role-manager = manager
merchants-role-cashier = cashier
merchants-role-operator = operator

merchants-invitation =
    <b>{ $merchant } invites you: { $role }</b>
    If you accept, you can act for it here, and what you do is recorded under your name.
merchants-invitation-programme =
    <b>The programme invites you: { $role }</b>
    If you accept, you can act for it here, and what you do is recorded under your name.
merchants-invitation-accept = Accept
merchants-invitation-decline = Not now
merchants-invitation-accepted =
    <b>Done. { $merchant }: { $role }</b>
    Send /merchant at any time.
merchants-invitation-accepted-programme =
    <b>Done. The programme: { $role }</b>
    Send /merchant at any time.
merchants-invitation-declined = All right, nothing was accepted. The link stays good until it ends.
merchants-invitation-gone = This invitation was already answered. Open the link again if you need it.

merchants-not-staff = You do not act for a merchant yet. Open the link that a merchant sends you, and you do.
merchants-served-title = <b>The merchants you serve</b>
merchants-served = <b>{ $merchant }</b> · { $role }
merchants-served-programme = <b>The programme</b> · { $role }
merchants-headroom = Budget: { $headroom } may still be issued, { $reserved } is reserved for members’ points

merchants-unknown = There is no such merchant.
merchants-name-missing = A merchant needs a name that members can read.
merchants-name-unfit =
    { $longest ->
       *[other] A merchant’s name must be one line of at most { $longest } characters, without control characters.
    }
merchants-licence-missing = Without a business licence nobody can take part.
merchants-licence-unfit =
    { $longest ->
       *[other] A licence’s number must be one line of at most { $longest } characters, without control characters.
    }
merchants-top-up-not-positive = A top-up must be more than zero.
merchants-source-not-marketing = Points are paid out of a merchant’s marketing money only.
merchants-rate-out-of-range = Points per yuan must lie between 0 and 1000, with at most four decimals.
merchants-rate-too-early = The past does not change. Please choose a later moment.
merchants-rate-unannounced = A rate that gets worse must be announced 30 days ahead.
merchants-rate-taken = Another rate holds from that very moment.
merchants-role-unknown = There is no such role.
merchants-invitation-unknown = This invitation link is not valid.
merchants-invitation-used = Somebody else used this invitation link. Please ask for another one.
merchants-invitation-ended = This invitation link has ended. Please ask for another one.
