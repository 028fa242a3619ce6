### Who the member is to us: welcome, code, settings, privacy.

members-welcome = <b>Welcome to { $program }, { $name }!</b>
members-welcome-back = <b>Welcome back, { $name }!</b>
members-number-line = Member number <code>{ $number }</code>
members-how-to-earn = Show your code or say your number at the till, and the points arrive here at once.
members-consent-offer = Would you like offers from merchants? It is up to you, and you can stop at any time.
members-offer-marketing = Send me offers

members-code = Member code <code>{ $code }</code>
members-code-lasts =
    { $seconds ->
        [one] Good for one second and one use. Show it to pay with points.
       *[other] Good for { $seconds } seconds and one use. Show it to pay with points.
    }
members-code-number = Member number <code>{ $number }</code>: it only earns, it cannot spend.
members-code-renew = New code
members-copy-code = Copy code
members-copy-number = Copy number

members-settings-title = <b>Settings</b>
members-settings-language = Language: English
members-settings-service =
    { $state ->
        [on] Notices about your points: on (when they come, are taken back or are about to end)
       *[off] Notices about your points: off (you can still look here)
    }
members-settings-marketing =
    { $state ->
        [on] Offers: on
       *[off] Offers: off
    }
members-settings-profiling =
    { $state ->
        [on] Suggestions from what you buy: on
       *[off] Suggestions from what you buy: off
    }
members-settings-credit =
    { $state ->
        [on] Use of your credit rating: on
       *[off] Use of your credit rating: off
    }
members-switch-service =
    { $state ->
        [on] Turn notices on
       *[off] Turn notices off
    }
members-switch-marketing =
    { $state ->
        [on] Turn offers on
       *[off] Turn offers off
    }
members-switch-profiling =
    { $state ->
        [on] Turn suggestions on
       *[off] Turn suggestions off
    }
members-switch-credit =
    { $state ->
        [on] Turn credit rating on
       *[off] Turn credit rating off
    }
members-consent-given = On. You can turn it off at any time.
members-consent-withdrawn = Off.

members-language-choose = 请选择语言 · Choose your language
members-language-zh-hans = 简体中文
members-language-en = English
members-language-chosen = All right, English from now on.

members-privacy =
    <b>Your data</b>

    We hold:
    · your Telegram ID and name, to know whose points they are
    · your purchases and entries, to account for every point, as the law asks
    · your consents and their dates, to show that you gave them

    We hold no phone number and no location, and we sell nothing. A merchant sees your member number and balance, no more.

    You can take a full copy with you at any time.
members-export-button = Take all my data
members-export-ready =
    { $entries ->
        [0] This is everything we hold about you. There are no entries yet.
        [one] This is everything we hold about you, with one entry of your history.
       *[other] This is everything we hold about you, with { $entries } entries of your history.
    }
members-export-toast = The file is below
members-erase-button = Erase my data
members-erasure =
    <b>Erasing</b>

    Possible now: withdraw any consent in the settings, at once; stop or block the bot and we no longer write to you. Your points stay yours.

    Not possible here yet: erasing the whole account. With points left you would lose them, and the law wants the accounts kept for a time. Erasing by yourself is being built; until then ask a merchant, and the operator does it for you.

members-unknown = There is no such member. Please check the number or the code.
members-language-unknown = This language is not supported yet ({ $language }).
members-kind-unknown = A member is a person or an organisation, not “{ $kind }”.
members-purpose-unknown = There is no consent called “{ $purpose }”.
member-code-ended = This member code has ended. Please ask the member for a new one.
member-code-spent = This member code was already used. Please ask the member for a new one.
