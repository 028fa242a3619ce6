### 小程序里好礼、活动、券的文字

## 好礼、活动、券

webapp-rewards = 好礼
webapp-events = 活动
webapp-vouchers = 我的券
webapp-rules = 关键规则
webapp-rule-threshold = 积分门槛
webapp-rule-earning = 积分从哪来
webapp-rule-validity = 有效期
webapp-rule-limits = 限量与限次
webapp-rule-how-to-redeem = 怎么用
webapp-rule-delivery = 交付
webapp-rule-complaints = 投诉

webapp-gone-title = 这里什么都没有
webapp-gone-back = 看看有什么

webapp-fund-wallet = 我的钱包
webapp-fund-purse = 家庭
webapp-rewards-none = 还没有好礼
webapp-rewards-none-text = 商家一上架，这里就能看到。积分先放心攒着。
webapp-reward-points = { $points } 分
webapp-reward-missing = 还差 { $missing } 分
webapp-reward-reach = 够了
webapp-reward-reach-purse = 用家庭的就够了
webapp-reward-reach-together = 钱包和家庭合起来就够了
webapp-reward-event = { $title }，{ $at } 截止
webapp-reward-list = 原价
webapp-reward-saved = 省积分
webapp-reward-gained = 同样的分多换
webapp-reward-market = 市价
webapp-reward-cash = 使用时另付 { $cash }
webapp-reward-left = 剩余
webapp-reward-unlimited = 充足
webapp-reward-limit = 每人限换
webapp-reward-no-limit = 不限
webapp-reward-times = { $limit } 份
webapp-reward-delivery = 领取方式
webapp-reward-delivery-pick-up = 到店领取
webapp-reward-delivery-delivery = 商家配送
webapp-reward-validity = 券有效期
webapp-reward-days = { $days } 天

webapp-worth = 积分在这里值多少
webapp-worth-fen = 每积分抵 { $fen } 分钱
webapp-worth-range = 今天的好礼里，最低每积分抵 { $lowest } 分钱，最高 { $highest } 分钱。
webapp-worth-how = { $paid ->
    [true] 市价 { $market }减去另付的 { $cash }，再除以所需积分。
   *[other] 市价 { $market }除以所需积分。
}

webapp-pay-from = 用谁的积分
webapp-pay-for = 券给谁
webapp-pay-for-me = 我自己
webapp-pay-enough =
    { $left ->
        [0] 刚好够，换完不剩。
       *[other] 够了，换完还剩 { $left } 分。
    }
webapp-pay-missing = 还差 { $missing } 分
webapp-pay-missing-wallet = 在参与商家消费，每一笔都更近一步。
webapp-pay-missing-purse = 家人再放一些进来，就够了。
webapp-pay-fill = 您钱包里的积分够补上：放 { $points } 分进家庭，就能换了。
webapp-pay-instead-wallet = 您的钱包就够付。
webapp-pay-instead-purse = 家庭的积分够付。
webapp-pay-with-wallet = 改用我的钱包
webapp-pay-with-purse = 改用家庭的积分
webapp-pay-sold-out = 暂时换完了
webapp-buy = 用 { $points } 分兑换
webapp-buy-confirm = 确认支付 { $points } 分
webapp-buy-done = 兑换成功
webapp-buy-done-away = 兑换成功，券在“我的券”里。
webapp-buy-unsure = 还不知道兑换有没有成功，请看看“我的券”。
webapp-buy-failed = 没有兑换成功，积分一分没动。
webapp-quote-holds = 价格保留到 { $at }
webapp-quote-whose = 将由这些积分支付
webapp-quote-left-wallet =
    { $points ->
        [0] 换完钱包不剩
       *[other] 换完钱包还剩 { $points } 分
    }
webapp-quote-left-purse =
    { $points ->
        [0] 换完家里不剩
       *[other] 换完家里还剩 { $points } 分
    }
webapp-quote-drop = 先不换
webapp-refused-redemptions-short = 积分一分没动。每次消费都更近一步。
webapp-refused-redemptions-sold-out = 看看别的好礼吧，积分都还在。
webapp-refused-redemptions-limit = 积分一分没动。换过的在“我的券”里。
webapp-refused-purse-shrank = 积分一分没动。补上差的部分，或者改用钱包支付。
webapp-refused-families-none = 积分一分没动。可以改用钱包支付。
webapp-refused-lapsed = 价格保留了十分钟，已经到时。积分一分没动，再按一次就重新报价。
webapp-refused-renewed = 积分一分没动。上面是新的报价，合适就确认。
webapp-refused-unsure = 网络断了，还不知道结果。再按一次就好，绝不会换两次。
webapp-refused-unreachable = 连不上网络，没有兑换，积分一分没动。请再按一次。
webapp-refused-other = 没有兑换成功，积分一分没动。请再试一次。

webapp-voucher = 券
webapp-vouchers-none = 还没有券
webapp-vouchers-none-text = 用积分换的好礼会变成一张带码的券，到店出示，只能用一次。
webapp-vouchers-none-go = 看看好礼
webapp-voucher-qr = 券的二维码
webapp-voucher-until = 用到 { $date }
webapp-voucher-used = { $at } 已使用
webapp-voucher-used-at = { $at } 已在 { $merchant } 使用{ $till ->
    [none] {""}
   *[other] （{ $till }）
}
webapp-voucher-ended = { $date } 已过期
webapp-voucher-theirs-text = 券码在对方手机的“我的券”里。
webapp-stamp-used = 已使用
webapp-stamp-ended = 已过期
webapp-receipt = 收据
webapp-receipt-link = 收据：用了谁的积分
webapp-receipt-paid = 支付
webapp-receipt-by = 由 { $name } 兑换
webapp-receipt-when = { $at }，从{ $source ->
    [purse] 家庭
   *[other] 钱包
}支付

webapp-event-ends-in = 距离结束还有
webapp-event-starts-in = 距离开始还有
webapp-event-live = 进行中，{ $ends } 截止
webapp-event-published = { $starts } 开始，{ $ends } 截止
webapp-event-multiplier = 积分 { $multiplier } 倍
webapp-events-none = 现在没有活动
webapp-events-none-text = 商家一公布双倍积分或优惠价，这里马上就能看到。

webapp-unit-day = { $count ->
   *[other] 天
}
webapp-unit-hour = { $count ->
   *[other] 小时
}
webapp-unit-minute = { $count ->
   *[other] 分钟
}
