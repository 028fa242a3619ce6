### 哪些积分快到期，什么时候，之前可以做什么。

expiry-digest = ⏳ <b>{ $points }</b> 分快到期了
expiry-digest-one = 用到 { $expires_on }，过后就没有了。
expiry-digest-ending = <b>{ $points }</b> 分用到 { $expires_on }
expiry-digest-later = 稍晚还有 <b>{ $points }</b> 分
expiry-digest-now = 先用掉它们吧：能换什么，看 /rewards 。

expiry-title = <b>积分到期日</b>
expiry-ending =
    { $days ->
        [0] <b>{ $points }</b> 分 · 今天最后一天
       *[other] <b>{ $points }</b> 分 · 用到 { $date }，还有 { $days } 天
    }
expiry-later = 更晚到期的还有 <b>{ $points }</b> 分
expiry-nothing = 您现在没有积分，所以没有会到期的。
expiry-reminded = 🔔 积分到期前 { $days } 天，我们会在白天提醒您。
expiry-muted = 🔕 您关闭了积分通知，所以我们不会打扰；快到期的积分会在这里和小程序里等您。

expiry-card = { $points } 分快到期了
expiry-card-ending =
    { $days ->
        [0] { $points } 分 · 今天最后一天
       *[other] { $points } 分 · 用到 { $date }，还有 { $days } 天
    }
expiry-card-now = 兑换时会先用这些积分。
