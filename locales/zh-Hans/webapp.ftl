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
