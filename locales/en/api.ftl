### The merchant API: what a refusal says, and what its documentation says.

## Titles of problems, by status

api-title-400 = Not readable
api-title-401 = Key needed
api-title-403 = Not yours to do
api-title-404 = Not found
api-title-405 = Not done this way
api-title-409 = Refused as things stand
api-title-413 = Too large
api-title-415 = Not JSON
api-title-422 = Not as described
api-title-429 = Too fast
api-title-500 = Our fault
api-title-503 = Not now

## What HTTP itself refuses

api-malformed = The request could not be read.
api-not-json = The body is not JSON: look at line { $line }, column { $column }.
api-body-empty = The body is empty: send a JSON object with the fields that /api/docs lists for this call.
api-name-twice = A name stands twice in one object: look at line { $line }, column { $column }.
api-body-cut = The body did not arrive whole. Send it again.
api-unauthorized = Send a valid key: “Authorization: Bearer …”.
api-session-over = This session is over. Open the app from the chat again; your points are safe.
api-not-opened = Telegram's proof of who opens the app is missing, wrong or old. Open it from the chat again; your points are safe.
api-not-telegram = Only Telegram calls here: the secret of the webhook is missing or wrong.
api-not-found = There is nothing at this address.
api-method-not-allowed = This address does not take this method.
api-too-large = The body is larger than this call takes.
api-wrong-type = Send the body as application/json.
api-invalid = The request is not as described; “errors” says where and why.
api-slow-down = Too many calls. Wait for as long as Retry-After says.
api-failed = Something broke on our side. The same call may safely be sent again.
api-unavailable = We cannot answer now. The same call may safely be sent again.

## What is wrong in a request, and what to write

api-fault-missing = is missing
api-fault-unknown = is not known here; leave it out or look at how it is spelled
api-fault-text = must be text, in quotes
api-fault-whole-number = must be a whole number, without quotes
api-fault-yes-or-no = must be true or false
api-fault-list = must be a list
api-fault-object = must be an object of names and values
api-fault-too-short =
    must have { $limit ->
        [one] { $limit } character
       *[other] { $limit } characters
    } or more
api-fault-too-long =
    must have { $limit ->
        [one] { $limit } character
       *[other] { $limit } characters
    } or fewer
api-fault-too-few =
    must have { $limit ->
        [one] { $limit } entry
       *[other] { $limit } entries
    } or more
api-fault-too-many =
    must have { $limit ->
        [one] { $limit } entry
       *[other] { $limit } entries
    } or fewer
api-fault-too-small = must be { $limit } or more
api-fault-too-large = must be { $limit } or less
api-fault-choice = must be one of: { $choices }
api-fault-amount = must be yuan with two decimals, such as "300.00"
api-fault-amount-paid = must be above zero, in yuan with two decimals, such as "300.00"
api-fault-moment = must be a moment with its offset from UTC, such as "2025-01-10T12:00:00+08:00"
api-fault-receipt = must be 1 to 64 letters, digits or any of _ . : -
api-fault-multiplier = must be 1 to 100 with three decimals at most, such as "1.5"
api-fault-id = must be an id as this API gives them, in small letters
api-fault-theme = must be up to 32 small letters, digits or hyphens and begin with a letter, such as "spring"
api-fault-no-null = must not contain the null character
api-fault-one-of-two = write amount or items, one of the two
api-fault-other = is not as described; see the documentation of this call

## The documentation page

api-docs-title = Jiafen merchant API
api-docs-lead = Post the purchases of your members; they earn points at once. Every call is safe to repeat.
api-docs-start = Start
api-docs-start-about = Every call carries your key. Amounts are text in yuan with two decimals, moments carry their offset, and what is not described here is refused.
api-docs-calls = Calls
api-docs-problems = Refusals
api-docs-problems-about = A refusal is application/problem+json. Its code never changes; title and detail follow Accept-Language. Quote request_id when you ask us.
api-docs-body = Body
api-docs-answer = Answer
api-docs-parameters = Parameters
api-docs-try = Try it
api-docs-required = required
api-docs-document = OpenAPI 3.1 document
api-docs-language = 中文
api-docs-shape = Shapes
api-docs-list-of = list of { $what }
api-docs-text-by-language = text by language
api-docs-sum = Contents

## Calls

api-call-record = Post a purchase
api-call-record-about = The purchase earns at once. The same purchase again is answered with what was stored (200); other content under the same receipt is refused. Naming the member by a member code spends that code.
api-call-record-many = Post many purchases
api-call-record-many-about = Up to 1,000, judged in the order sent, each as if it came alone: one that is refused spoils no neighbour. Each result carries its status and the body of the single call.
api-call-refund = Refund a purchase
api-call-refund-about = By amount or by lines, any number of times, each time with an id of its own. The points of what was given back are taken back; what the member has already spent becomes a debt that later purchases repay.
api-call-member = Look up a member
api-call-member-about = Balance and what ends soon. Looking never spends a member code.
api-call-draft-event = Draft an event
api-call-draft-event-about = A season that multiplies points. With an Idempotency-Key the same call again gives the same event.
api-call-publish-event = Publish an event
api-call-publish-event-about = Needs the whole disclosure in both languages; what is missing is named. A published event no longer changes.
api-call-events = List events
api-call-events-about = Your own events, in every state or in one.

api-answer-record-201 = The purchase stands.
api-answer-record-200 = The purchase stood already: the stored answer.
api-answer-record-many-200 = One result for each purchase, in the order sent.
api-answer-refund-201 = The refund stands.
api-answer-refund-200 = The refund stood already: the stored answer.
api-answer-member-200 = What you may see of this member.
api-answer-draft-event-201 = The draft.
api-answer-publish-event-200 = The event is published.
api-answer-events-200 = Your events.

## Fields

api-field-amount = Paid in money, in yuan. What was paid with points does not count.
api-field-at = Where in the body.
api-field-attributes = Up to 8, such as size or colour.
api-field-balance = Points that the member owns now.
api-field-categories = Which items count; none means all.
api-field-category = Yours; events may name it.
api-field-channel = Where the sale was made.
api-field-clawed-back = Points taken back.
api-field-code = Stable name of the refusal.
api-field-complaints = Where a member can complain.
api-field-components = Points by reason.
api-field-debt = Points of this refund that could not be taken back; the member owes them to you.
api-field-debt-repaid = Points that repaid an earlier debt.
api-field-delivery = What delivery costs.
api-field-detail = What happened, in your language.
api-field-disclosure = The card of key rules, each a text per language.
api-field-earning = How points are earned.
api-field-errors = Where the body is wrong, and why.
api-field-event = Id of the event.
api-field-events = Your events.
api-field-expires-on = Last day on which the points are good.
api-field-expiring = Points by the day on which they end, the soonest first.
api-field-facts = Figures behind the refusal.
api-field-from = When it begins.
api-field-green = A green product earns more.
api-field-how-to-redeem = How to redeem.
api-field-id = Its id.
api-field-idempotency-key = The same key with the same body: the same answer.
api-field-items = Lines of the receipt; they sum to the amount.
api-field-items-refund = Lines of the purchase, instead of an amount.
api-field-kind = Why these points, or what kind of reward.
api-field-limits = Limits and stock.
api-field-line = Which line; the first is 1.
api-field-member = A member number, a member code or a member id.
api-field-missing = What the disclosure lacks.
api-field-multiplier = From 1 to 100, up to three decimals.
api-field-name = As on the receipt.
api-field-occurred-at = When the sale was made, with its offset; at most 5 minutes ahead.
api-field-points = Points.
api-field-purchase = Id of the purchase.
api-field-purchases = From 1 to 1,000.
api-field-receipt = Your number of the sale, unique with you.
api-field-refund = Your number of the refund, unique for this purchase.
api-field-request-id = Quote it when you ask us.
api-field-results = In the order sent.
api-field-sku = Your number of the product.
api-field-state = draft or published; an event also live or ended.
api-field-status = The HTTP status.
api-field-theme = How it looks: spring, autumn, a name of your own.
api-field-threshold = From how many points on.
api-field-title = The name per language.
api-field-title-problem = What kind of refusal.
api-field-trimmed = Points above the cap on a purchase's value, not issued.
api-field-type = Link to the code's description.
api-field-until = The first moment after it.
api-field-validity = How long it is good.
api-field-why = What is wrong there.

## Codes

api-code-api-malformed = The body is no JSON, names a field twice, or did not arrive whole.
api-code-api-unauthorized = No key, or one that is not valid.
api-code-api-not-found = No such address.
api-code-api-method-not-allowed = The address exists, the method does not; see Allow.
api-code-api-too-large = More than 64 KiB, or 1 MiB for a batch.
api-code-api-wrong-type = The body is not application/json.
api-code-api-invalid = A field is missing, unknown or of another form; see errors.
api-code-api-slow-down = Too many wrong keys or calls; see Retry-After.
api-code-api-failed = A fault of ours; send the same call again.
api-code-api-unavailable = We are busy or starting; see Retry-After, then send the same call again.
api-code-key-reused = The same receipt, refund or key came with other content; the first stands.
api-code-budget-exhausted = The points would cost more than your budget has left. Nothing was written; top up and send the same receipt again.
api-code-items-sum = The lines do not sum to the amount.
api-code-purchases-too-old = The sale was made too long ago.
api-code-purchases-ahead = The sale claims to be more than 5 minutes in the future.
api-code-purchases-born-expired = The points would have ended before today.
api-code-purchases-unknown = You have no purchase under this receipt.
api-code-refund-exceeds = More than what remains of the purchase or of a line.
api-code-refund-line-unknown = The purchase has no such line.
api-code-members-unknown = Nobody has this number, code or id.
api-code-member-code-ended = A member code is good for a minute; ask for a fresh one.
api-code-member-code-spent = This member code was used already; ask for a fresh one.
api-code-disclosure-incomplete = Publishing needs the whole disclosure and the title in both languages; missing names what lacks.
api-code-catalog-event-unknown = You have no event with this id.
api-code-catalog-theme-wrong = A theme is 1 to 32 of a–z, 0–9 and hyphens.
api-code-catalog-text-wrong = A text is too long.
api-code-catalog-window-wrong = An event ends after it begins.
api-code-catalog-event-over = The event has ended already.
api-code-catalog-multiplier-wrong = A multiplier is above 1 and at most 100.
api-code-catalog-categories-wrong = At most 50 categories, none of them blank.
api-code-merchants-licence-missing = Publishing needs your business licence.

## Rewards and vouchers

api-call-draft-reward = Draft a reward
api-call-draft-reward-about = Goods, a service or a coupon that points buy; never money. With an Idempotency-Key the same call again gives the same reward.
api-call-rewards = List rewards
api-call-rewards-about = Your own rewards, each in its newest version.
api-call-change-reward = Change a reward
api-call-change-reward-about = A change is a new version; the published one stands until it is published. Stock counts at once. What is left out stays.
api-call-publish-reward = Publish a reward
api-call-publish-reward-about = Needs the whole disclosure in both languages; what is missing is named. A published version no longer changes.
api-call-verify-voucher = Take a voucher
api-call-verify-voucher-about = Once each. The same request again is answered the same; another learns when and where it was used.
api-answer-draft-reward-201 = The draft.
api-answer-rewards-200 = Your rewards.
api-answer-change-reward-200 = The newest version.
api-answer-publish-reward-200 = The reward is published.
api-answer-verify-voucher-200 = The voucher is good, and used now.
api-field-cash = To be paid in money besides, in yuan.
api-field-description = A few words per language.
api-field-left = How many are left; null: without an end.
api-field-limit = How often a member may have it; null: as often as they like.
api-field-market-price = In yuan, honestly: members see what a point buys.
api-field-price = What it costs now, live events included.
api-field-prices = Points by reward while the event is live.
api-field-request = Your number of this act; the same number again is answered the same.
api-field-reward = Id of the reward.
api-field-rewards = Your rewards, the cheapest first.
api-field-stock = How many there are in all; left out: without an end.
api-field-till = At which till.
api-field-verified-at = When it was used.
api-field-version = Which version.
api-field-voucher = Its code, typed in any way.
api-field-voucher-days = For how many days its voucher is good.
api-code-rewards-unknown = You have no reward with this id.
api-code-rewards-wrong = This part cannot be so; see facts.
api-code-rewards-unchanged = Nothing was changed.
api-code-voucher-unknown = There is no such voucher, or another merchant serves it.
api-code-voucher-used = Used already; facts say when and where.
api-code-voucher-ended = The voucher has ended.
