### What merchants offer: rewards, and events that multiply points or lower prices.

catalog-events-title = <b>活动</b>
catalog-no-events = 现在没有活动。一有新活动，这里就能看到。
catalog-event-now = <b>{ $title }</b> · { $merchant }
    正在进行，{ $multiplier ->
        [1] {""}
       *[other] 积分 { $multiplier } 倍，
    }到 { $ends } 为止
catalog-event-soon = <b>{ $title }</b> · { $merchant }
    { $starts } 开始，{ $multiplier ->
        [1] {""}
       *[other] 积分 { $multiplier } 倍，
    }到 { $ends } 为止
catalog-event-categories = 适用：{ $categories }
catalog-rule-earning = 规则：{ $text }
catalog-rule-validity = 有效期：{ $text }
catalog-rule-limits = 限制：{ $text }
catalog-rule-complaints = 投诉：{ $text }
catalog-events-more = 还有 { $events } 个活动，在家分里都能看到。

catalog-event-past = <b>{ $title }</b> · { $merchant }
    已于 { $ends } 结束
catalog-event-price = { $reward }：{ $list } → <b>{ $points }</b> 分
catalog-event-saving = { $reward }：{ $list } → <b>{ $points }</b> 分，省 { $saved }%，同样的积分多换 { $gained }%

catalog-rewards-title = <b>积分好礼</b> · 钱包 { $balance } 分
catalog-rewards-title-family = <b>积分好礼</b> · 钱包 { $balance } 分，家庭 { $purse } 分
catalog-no-rewards = 现在还没有好礼。商家一上架，这里就能看到；积分先放心攒着。
catalog-reward-line = { $place }. { $title } · { $merchant }
    <b>{ $points }</b> 分{ $reach ->
        [yes] ，够了
       *[no] ，还差 { $missing } 分
    }
catalog-reward-line-sold-out = { $place }. { $title } · { $merchant }
    <b>{ $points }</b> 分，已换完
catalog-rewards-previous = « 上一页
catalog-rewards-next = 下一页 ›
catalog-reward-title = <b>{ $title }</b> · { $merchant }
catalog-reward-price = <b>{ $points }</b> 分
catalog-reward-price-event = <b>{ $points }</b> 分（原价 { $list } 分）
    { $event }：省 { $saved }%，同样的积分多换 { $gained }%，{ $ends } 截止
catalog-reward-cash = 另付 { $cash }
catalog-reward-worth = 市价 { $market }，每分抵 { $worth }
catalog-reward-left = 还剩 { $left } 份
catalog-reward-sold-out = 已经换完了
catalog-reward-limit = 每人最多 { $limit } 份
catalog-reward-delivery = { $delivery ->
        [delivery] 商家配送
       *[other] 到店领取
    } · 券 { $days } 天有效
catalog-reward-wallet = 钱包 { $balance } 分{ $missing ->
        [0] ，够了
       *[other] ，还差 { $missing } 分
    }
catalog-reward-purse = 家庭 { $balance } 分{ $missing ->
        [0] ，够了
       *[other] ，还差 { $missing } 分
    }
catalog-reward-from-wallet = 用钱包换 · { $points } 分
catalog-reward-from-purse = 用家庭换 · { $points } 分
catalog-reward-rules = 规则
catalog-reward-rules-title = <b>{ $title }</b> · 规则
catalog-rule-threshold = 门槛：{ $text }
catalog-rule-how-to-redeem = 怎么用：{ $text }
catalog-rule-delivery = 交付：{ $text }
catalog-kind-goods = 商品
catalog-kind-service = 服务
catalog-kind-coupon = 优惠券

catalog-event-unknown = 没有这个活动。
catalog-theme-wrong = 主题由 1 到 32 个小写字母、数字或连字符组成。
catalog-text-wrong = 文字为空、太长，或语言不受支持。
catalog-part-wrong = 规则说明里没有这一项。
catalog-window-wrong = 活动的结束时间必须晚于开始时间。
catalog-event-published = 已发布的活动不能再改。
catalog-event-over = 活动已经结束，不能再发布。
catalog-multiplier-wrong = 倍数必须大于 1、不超过 100，最多三位小数。
catalog-categories-wrong = 类别最多 50 个，每个 1 到 64 个字。
disclosure-incomplete = 规则说明还不完整，补齐后才能发布。
catalog-price-wrong = 活动价至少 1 分，最多 { $most } 分。
rewards-unknown = 没有这个好礼，或者它已经下架。
rewards-wrong = 好礼的这一项不对：{ $part }。
rewards-unchanged = 没有任何改动。
rewards-published = 已发布的版本不能再改；改动会成为新版本。
