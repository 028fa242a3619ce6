### Spending points: quote, receipt, vouchers, and what may be refused.

redemptions-quote = <b>{ $title }</b> · { $merchant }
    <b>{ $points }</b> 分，从{ $source ->
        [purse] 家庭“{ $family }”
       *[other] 钱包
    }支付，付后剩 { $left } 分
redemptions-quote-for = 券给 { $name }
redemptions-quote-parts = 将由这些积分支付：{ $parts }
redemptions-quote-cash = 使用时另付 { $cash }
redemptions-quote-holds = 这个价格保留到 { $ends }
redemptions-confirm = 确认兑换 · { $points } 分
redemptions-for = 券给 { $name }
redemptions-for-me = 券给我自己
redemptions-done = <b>兑换成功</b>：{ $title } · { $merchant }
redemptions-paid-line = 付了 <b>{ $points }</b> 分
redemptions-paid-parts = 付了 <b>{ $points }</b> 分：{ $parts }
redemptions-part = { $name } { $points }
redemptions-left = 钱包还剩 { $balance } 分
redemptions-left-purse = 家庭还剩 { $balance } 分
redemptions-theirs = 券已发给 { $name }
redemptions-voucher-line = 券码 <code>{ $code }</code>，用到 { $ends }

redemptions-why = { $redeemed } 兑换
redemptions-why-theirs = { $redeemed }，{ $name } 用家庭积分兑换
redemptions-why-part = 一共 { $price } 分，其中您的 <b>{ $points }</b> 分
redemptions-why-voucher = 查看券

redemptions-vouchers-title = <b>我的券</b>
redemptions-no-vouchers = 您还没有券。用积分换的好礼，券会放在这里，到店出示就行。
redemptions-voucher-open = { $place }. <b>{ $title }</b> · { $merchant }
    用到 { $ends }
redemptions-voucher-used = { $place }. { $title } · { $merchant }
    { $used } 已使用
redemptions-voucher-over = { $place }. { $title } · { $merchant }
    { $ends } 已过期
redemptions-voucher-title = <b>{ $title }</b> · { $merchant }
redemptions-voucher-how = { $text }
redemptions-voucher-cash = 使用时另付 { $cash }
redemptions-voucher-was-used = 已于 { $used } 使用{ $till ->
        [none] {""}
       *[other] ，{ $till }
    }
redemptions-voucher-is-over = 已于 { $ends } 过期
redemptions-copy-code = 复制券码

redemptions-redeemed = <b>兑换成功</b>：{ $reward } · { $merchant }
    用了 <b>{ $price }</b> 分，券码 <code>{ $voucher }</code>
redemptions-received = { $name } 送您一张券：<b>{ $reward }</b> · { $merchant }
    券码 <code>{ $voucher }</code>，用到 { $ends_on }；/vouchers 里有给店员扫的二维码。{ $points ->
        [0] {""}
       *[other] {" "}一共 { $price } 分，其中您付了 { $points } 分。
    }
redemptions-paid = { $name } 用家庭积分换了 <b>{ $reward }</b>
    一共 { $price } 分，其中您的 <b>{ $points }</b> 分

redemptions-short = 还差 <b>{ $missing }</b> 分：现有 { $balance } 分。
redemptions-short-purse = 还差 <b>{ $missing }</b> 分：家庭现有 { $balance } 分。
redemptions-fill-purse = 您钱包里的分够补上：发 /family 放入 <b>{ $points }</b> 分，再用家庭积分兑换。
redemptions-purse-could-pay = 家庭“{ $family }”的积分够，可以用家庭换。
redemptions-sold-out = 已经换完了。积分一分没动。
redemptions-limit = 每人最多 { $limit } 份，您已经换过了。
redemptions-source-unknown = 积分只能从钱包或家庭支付。
redemptions-recipient-strange = 券只能给自己或家人。
redemptions-quote-unknown = 没有这个报价。请重新选择好礼。
redemptions-unknown = 没有找到这笔兑换。
redemptions-quote-ended = 报价在 { $ended_at } 失效了，积分一分没动。请重新选择。
purse-shrank = 家庭积分变少了，还差 <b>{ $missing }</b> 分：现有 { $balance } 分。
voucher-unknown = 没有这张券，或者它不归这个商家核销。
voucher-used = 这张券已于 { $at } 使用{ $till ->
        [none] {""}
       *[other] （{ $till }）
    }。
voucher-ended = 这张券已于 { $ended_on } 过期。
redemptions-again = 这一份已经兑换过了，没有再扣积分。
