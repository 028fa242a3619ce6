### What a member owns and how it came about.

ledger-balance = 您有 <b>{ $points }</b> 积分
ledger-ends-soonest =
    { $days ->
        [0] 其中 <b>{ $points }</b> 分今天最后一天
       *[other] 其中 <b>{ $points }</b> 分用到 { $date }，还有 { $days } 天
    }
ledger-owed = 因退款欠 { $merchant } <b>{ $points }</b> 分，下次消费所得先行抵还。
ledger-none-left = 积分已经用完或到期，下次消费又会有新的。
ledger-empty = 还没有积分。买单时出示会员码，积分马上到。

ledger-history-title = <b>积分明细</b>
ledger-history-empty = 还没有明细。第一次消费后，每一笔积分的来龙去脉都会在这里。
ledger-history-why = 点数字看这一笔的来龙去脉。
ledger-why-button = { $place }
ledger-newest = « 最新
ledger-older = 更早 ›

ledger-line-earn = <b>+{ $points }</b> · { $merchant } · { $date }
ledger-line-earn-late = <b>+{ $points }</b> · { $merchant } · { $bought } 消费，{ $date } 入账
ledger-line-restore = <b>+{ $points }</b> 退回 · { $merchant } · { $date }
ledger-line-repay = <b>−{ $points }</b> 抵还欠分 · { $merchant } · { $date }
ledger-line-claw-back = <b>−{ $points }</b> 退款收回 · { $merchant } · { $date }
ledger-line-redeem = <b>−{ $points }</b> 兑换 { $reward } · { $merchant } · { $date }
ledger-line-expire = <b>−{ $points }</b> 到期 · { $date }
ledger-line-extend = <b>{ $points }</b> 分延长有效期 · { $date }
ledger-line-contribute = <b>{ $points }</b> 分放入家庭 · { $date }
ledger-line-withdraw = <b>{ $points }</b> 分从家庭取回 · { $date }

key-reused = 同一个编号已经用于别的内容，先前的那一笔有效。
