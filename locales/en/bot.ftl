### The chat itself: menus, hints, apologies.

## Profile (Telegram's limits: name 64, description 512, short description 120)
bot-name = { $program }
bot-description =
    Welcome to { $program }!

    Shop with the merchants that take part and you earn points. Here you see your balance, where every point came from and when it ends. At the till, just show your member code.

    Press Start and you are a member: no form, nothing to pay. Points come from real purchases only and are nobody’s but yours; we remind you before they end.
bot-short-description = Points for the whole family: what you have, why you have it and when it ends.
bot-menu-button = Jiafen

## Commands
bot-command-balance = Your points
bot-command-history = Every entry, and why
bot-command-code = Show your member code
bot-command-family = Family points
bot-command-events = What is on now
bot-command-rewards = What points can buy
bot-command-vouchers = Your vouchers
bot-command-reminders = Which points end soon
bot-command-settings = Notices and consents
bot-command-language = 语言 / Language
bot-command-privacy = What we hold about you
bot-command-merchant = The merchants you serve
bot-command-help = How this works
bot-command-cancel = Leave what you are doing

## Buttons that lead somewhere
bot-open-app = Open Jiafen
bot-open-privately = Open privately
bot-back = ‹ Back
bot-go-balance = Balance
bot-go-history = History
bot-go-code = My code
bot-go-family = Family
bot-go-events = Events
bot-go-rewards = Rewards
bot-go-vouchers = My vouchers
bot-go-reminders = What ends
bot-go-settings = Settings
bot-go-language = Language 语言
bot-go-privacy = Privacy
bot-go-merchant = Merchants
bot-go-help = Help

## Guidance
bot-help =
    <b>What I can do for you</b>
    Show your code or say your member number at the till, and the points come to you.
bot-unknown =
    { $kind ->
        [text] I did not understand that. Use the buttons below, or send /help to see what I can do.
       *[other] I only read text commands. Use the buttons below, or send /help to see what I can do.
    }
bot-unknown-command = There is no such command. Send /help to see them all.
bot-edited = I do not read edited messages. Please send it again as a new one.
bot-slower = That was a bit fast. Please wait a few seconds and try again.
bot-out-of-date = This button is out of date. A fresh menu is below.
bot-cancelled = Left. Nothing was changed.
bot-nothing-to-cancel = There is nothing to cancel.
bot-in-group = Your points are nobody else’s business, so I do not show them in a group. Please open me privately.
bot-press-in-group = Please do this in our private chat.

## When something fails
bot-apology =
    Sorry, something went wrong on our side, and I cannot say whether this was done. Please look at /history before you try again.
    If it keeps failing, tell us this reference: <code>{ $reference }</code>
bot-apology-slow =
    Sorry, this took too long and I stopped waiting. Your balance shows what counts; please try again in a while.
    If it keeps failing, tell us this reference: <code>{ $reference }</code>
