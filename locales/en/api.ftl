### The merchant API: what a refusal says.

## Titles of problems, by status

api-title-400 = Not readable
api-title-401 = Key needed
api-title-403 = Not yours to do
api-title-404 = Not found
api-title-405 = Not done this way
api-title-409 = Refused as things stand
api-title-413 = Too large
api-title-415 = Not in this form
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
api-encoded = Send the body as it is, without Content-Encoding.
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
api-fault-idempotency-key = must be 1 to 255 printable ASCII characters
api-fault-multiplier = must be 1 to 100 with three decimals at most, such as "1.5"
api-fault-id = must be an id as this API gives them, in small letters
api-fault-theme = must be up to 32 small letters, digits or hyphens and begin with a letter, such as "spring"
api-fault-no-null = must not contain the null character
api-fault-one-of-two = write amount or items, one of the two
api-fault-other = is not as described; see the documentation of this call
