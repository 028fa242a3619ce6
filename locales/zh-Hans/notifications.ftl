### 主动发给会员的消息：变了什么，还剩多少，用到哪天。

purchases-earned =
    🧧 <b>+{ $points }</b> 分 · { $merchant }
    { $kept ->
        [0] 这些分都用来抵还因退款欠下的积分
       *[other] { $debt_repaid ->
            [0] 这一笔用到 { $expires_on }
           *[other] 其中 { $debt_repaid } 分抵还了之前的欠分，其余用到 { $expires_on }
        }
    }
    现有 <b>{ $balance }</b> 分

purchases-clawed-back =
    ↩️ { $points ->
        [0] 已退款，没有可收回的积分
       *[other] 退款收回 <b>−{ $points }</b> 分
    } · { $merchant }
    { $debt ->
        [0] 现有 <b>{ $balance }</b> 分
       *[other] 现有 <b>{ $balance }</b> 分，还欠 { $debt } 分，下次消费所得先行抵还
    }

notifications-why = 为什么是这些分？
