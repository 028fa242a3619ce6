### Why an entry has its points, and what a purchase or refund may be refused for.

purchases-why-title = <b>{ $merchant }</b>
purchases-why-sale = { $date } 消费 { $amount }，小票 <code>{ $receipt }</code>
purchases-why-base = <b>+{ $points }</b> 基础积分：每元 { $rate } 分，用到 { $date }
purchases-why-event = <b>+{ $points }</b> 活动“{ $event }”：{ $multiplier } 倍，用到 { $date }
purchases-why-green = <b>+{ $points }</b> 绿色商品：{ $green } 倍，用到 { $date }
purchases-why-tier = <b>+{ $points }</b> 等级加分，用到 { $date }
purchases-why-credit = <b>+{ $points }</b> 信用加分，用到 { $date }
purchases-why-none = 这笔消费金额太小，没有得到积分。
purchases-why-trimmed = 积分价值最多为消费额的 { $percent }%，超出的 { $points } 分未计。
purchases-why-repaid = 其中 { $points } 分抵还了之前的欠分。
purchases-why-refund = { $date } 退款 { $amount }，这笔消费的积分少 { $points } 分
purchases-why-refunds-earlier = 更早还有 { $refunds } 次退款

budget-exhausted = 商家的积分预算已用完，这笔没有记上。追加预算后可用同一小票重新提交。
items-sum = 各项金额之和与总金额不符。
purchases-too-old = 这笔消费太久远，不能再记积分。
purchases-ahead = 消费时间晚于现在，请核对时钟。
purchases-born-expired = 这笔消费的积分一记上就已过期，所以没有记。
purchases-unknown = 没有找到这笔消费。
refund-exceeds = 退款多于这笔消费剩余的金额。
refund-line-unknown = 小票上没有这一行。
