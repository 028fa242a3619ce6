### 小程序的文字

## 壳：在向服务器要到内容之前就要有的话

webapp-title = { $name }
webapp-loading = 正在打开…
webapp-slow = 网络有点慢，再等一下。
webapp-again = 再试一次
webapp-back = 返回
webapp-open-bot = 在 Telegram 中打开
webapp-close-and-open = 去聊天里重新打开

webapp-outside-title = 请在 Telegram 中打开
webapp-outside-text = 这是 { $name } 的会员小程序，从聊天里的菜单按钮进入，我们才知道您是谁。

webapp-reopen-title = 请重新打开
webapp-reopen-text = 这个页面开得太久了。您的积分都在；关掉它，再从聊天里打开一次就好。

webapp-offline-title = 连不上网络
webapp-offline-text = 没能连到服务器。您的积分不受影响；网络恢复后会自动重试。

webapp-failed-title = 这里出了点问题
webapp-failed-text = 是我们这边的问题，您的积分不受影响。请稍后再试。

webapp-stale = 暂时连不上网络，显示的可能不是最新的。
webapp-script-needed = 请开启 JavaScript，或在 Telegram 中打开。

webapp-error-title = 打不开这个页面
webapp-error-text = { $reason }（编号 { $request }）

## 首页

webapp-home = 首页
webapp-home-points = 我的积分
webapp-home-unit = { $points ->
   *[other] 分
}
webapp-home-lying = 钱包 { $personal }，家里有您的 { $share }
webapp-home-none-yet = 还没有积分
webapp-home-empty = 现在没有可用的积分
webapp-home-teach = 付款时向店员出示会员码，积分几秒内就到。

webapp-line = 积分到期时间线，左右滑动逐月查看
webapp-line-soon = 30 天内有 { $points } 分到期，最早 { $date }
webapp-line-calm = { $date } 之前没有积分到期
webapp-line-month = { $month }到期 { $points } 分
webapp-line-month-soon = { $month }到期 { $points } 分，其中 { $soon } 分在 30 天内

webapp-code = 会员码
webapp-code-hint = 付款时给店员扫，或报出这串字符；会自动更新。
webapp-code-ended = 暂时没有可用的会员码
webapp-code-again = 网络恢复后自动更新，点这里立即重试。
webapp-number = 会员号
webapp-number-hint = 只用来积分
webapp-number-copy = 复制会员号
webapp-number-copied = 已复制

webapp-recent = 最近
webapp-all = 全部明细

## 明细

webapp-history = 积分明细
webapp-history-empty = 还没有记录
webapp-history-empty-text = 在参与商家消费后，每一分的来由都会记在这里。
webapp-history-earlier = 更早的记录
webapp-history-failed = 没能取到，请再试一次。您的积分不受影响。
webapp-history-happened = { $date }消费
webapp-history-voucher = 看券和收据
webapp-today = 今天
webapp-yesterday = 昨天
webapp-moment-today = 今天 { $clock }
webapp-moment-yesterday = 昨天 { $clock }

webapp-kind-earn = 消费得分
webapp-kind-repay = 抵还欠分
webapp-kind-claw_back = 退款收回
webapp-kind-expire = 到期
webapp-kind-extend = 延长有效期
webapp-kind-contribute = 放入家庭
webapp-kind-withdraw = 从家庭取回
webapp-kind-redeem = 兑换
webapp-kind-restore = 退回

webapp-component-base = 基础积分
webapp-component-event = 活动加分
webapp-component-green = 绿色商品加分
webapp-component-tier = 等级加分
webapp-component-credit = 信用加分

webapp-why-base = 实付 { $amount }，每元 { $rate } 分
webapp-why-event = { $title } × { $multiplier }
webapp-why-green = 绿色商品 { $amount } × { $multiplier }
webapp-why-percent = + { $percent }%
webapp-why-total = 这笔消费共得
webapp-why-trimmed = 一笔消费所得积分的价值最多为实付金额的 { $percent }%，超出的 { $points } 分不计。
webapp-why-repaid = 其中 { $points } 分先抵还了因退款所欠的积分。
webapp-why-ends = 用到 { $date }
webapp-why-all-end = 都用到 { $date }。
webapp-why-refund = { $date } 退款 { $amount }
webapp-why-receipt = 小票 { $receipt }
webapp-why-channel-till = 门店
webapp-why-channel-online = 线上
webapp-why-channel-card = 刷卡
webapp-why-channel-file = 批量导入

## 设置

webapp-settings = 设置
webapp-settings-failed = 没能保存，已恢复原样。请再试一次。
webapp-language = 语言
webapp-messages = 通知与授权
webapp-consent-service = 积分通知
webapp-consent-service-text = 积分到账、收回与到期提醒
webapp-consent-marketing = 优惠消息
webapp-consent-marketing-text = 参与商家发来的优惠和活动
webapp-consent-profiling = 按消费习惯推荐
webapp-consent-profiling-text = 用您的消费记录挑选更合适的活动
webapp-consent-given = { $date } 同意
webapp-consent-on = { $date } 开启
webapp-consent-withdrawn = { $date } 关闭
webapp-consent-default-on = 默认开启
webapp-consent-default-off = 您同意之前不会开启

webapp-data = 我们保存的信息
webapp-data-text = 您的消费和积分在“积分明细”里。要了解为什么保存、怎样取走或删除，请在聊天里发送 /privacy。
webapp-data-name = 名字
webapp-data-telegram = Telegram 编号
webapp-data-since = 加入日期
webapp-data-answers = 授权记录
webapp-data-answers-count = { $count } 条
webapp-data-codes = 近期用过的会员码
webapp-data-codes-count = { $count } 个

webapp-about = 关于
webapp-about-text = 积分只来自真实消费，只归您本人所有，到期前会提醒您；不是钱，不能提现，也不能买卖。
webapp-about-chat = 回到聊天

## 家庭

webapp-family = 家庭
webapp-family-none = 和家人一起攒分
webapp-family-teach = 建一个家庭，最多 { $seats } 人。每个人放进来的分仍在自己名下，没用完的随时取回；一起兑换时，先到期的先用。
webapp-family-name = 家庭名
webapp-family-invited = 收到了邀请？
webapp-family-link = 把邀请链接粘贴在这里
webapp-family-look = 看看邀请
webapp-family-purse = 家里共有
webapp-family-purse-line = 家里共有 { $points } 分
webapp-family-head = 当家
webapp-family-child = 孩子
webapp-family-move = 放入或取回
webapp-family-points = 要移动的分数
webapp-family-all = 全部
webapp-family-most-contribute =
    { $points ->
        [0] 钱包里没有积分
       *[other] 最多 { $points } 分
    }
webapp-family-most-withdraw =
    { $points ->
        [0] 家里没有您的积分
       *[other] 最多 { $points } 分
    }
webapp-family-most-capped = 这个月已经放满了
webapp-family-done-contribute = 已放入家庭，仍是您的。
webapp-family-done-withdraw = 已取回到您的钱包。
webapp-family-yours = 放入的分仍是您的，期限不变。
webapp-family-auto-text = 新得积分自动放入家庭的比例。
webapp-family-new-link = 生成邀请链接
webapp-family-invite-text = 一个链接只能一个人用。对方确认后才会加入。
webapp-family-open-link = { $member } 的链接，{ $date } 前有效
webapp-family-failed = 没有成功，什么都没有改变。请再试一次。
webapp-family-unsure = 网络断了，还不知道有没有成功。再按一次就好，绝不会算两次。

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
