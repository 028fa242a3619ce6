### What merchants offer: events now; rewards and vouchers soon.

catalog-events-title = <b>活动</b>
catalog-no-events = 现在没有活动。一有新活动，这里就能看到。
catalog-event-now = <b>{ $title }</b> · { $merchant }
    正在进行，积分 { $multiplier } 倍，到 { $ends } 为止
catalog-event-soon = <b>{ $title }</b> · { $merchant }
    { $starts } 开始，积分 { $multiplier } 倍，到 { $ends } 为止
catalog-event-categories = 适用：{ $categories }
catalog-rule-earning = 规则：{ $text }
catalog-rule-validity = 有效期：{ $text }
catalog-rule-limits = 限制：{ $text }
catalog-rule-complaints = 投诉：{ $text }
catalog-events-more = 还有 { $events } 个活动，在家分里都能看到。

catalog-rewards-coming = <b>积分好礼即将上架。</b>在那之前放心攒，积分都在这里：
catalog-vouchers-coming = <b>您还没有券。</b>好礼上架后，兑换的券会放在这里。现在您的积分：

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
