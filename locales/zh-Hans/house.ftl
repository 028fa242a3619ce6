### 到处都会用到的几句话。

house-apology = 抱歉，刚才出了点问题。你的积分是安全的。如需帮助，请告诉我们编号 <code>{ $reference }</code>。
house-apology-short = 抱歉，刚才出了点问题（{ $reference }）。
house-outdated = 这个按钮已经过期，请用最新的消息。
house-not-now = 现在忙不过来，请过一会儿再试。
house-too-fast = 慢一点，{ $seconds } 秒后再试。
house-not-understood = 没看懂这条消息。发送 /help 看看能做什么。
house-nothing-here = 这里还什么都没有。
house-cancelled = 好的，已取消。
house-nothing-to-cancel = 没有需要取消的操作。
house-points = { $points } 分
house-days = { $days } 天

house-yes = 是
house-no = 否
house-confirm = 确认
house-cancel = 取消
house-back = 返回
house-more = 更多
house-close = 关闭
house-retry = 再试一次
house-on = 已开启
house-off = 已关闭
