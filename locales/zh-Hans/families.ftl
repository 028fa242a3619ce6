### 家庭：一起攒分，各归各主。

families-teach =
    👪 <b>一家人一起攒分</b>
    建一个家庭，最多 { $seats } 人。每个人把自己的分放进来，一起换大件；每一分永远记在各自名下，没用完的随时取回。
families-purse = 👪 <b>{ $family }</b> 共有 <b>{ $points }</b> 分
families-seat =
    { $role ->
        [head] { $member }（当家）：<b>{ $points }</b>
        [child] { $member }（孩子）：<b>{ $points }</b>
       *[adult] { $member }：<b>{ $points }</b>
    }
families-own =
    { $percent ->
        [0] 新得的积分不会自动放入，由您自己决定。
       *[other] 新得的积分有 <b>{ $percent }%</b> 自动放入家庭。
    }
families-alone = 现在只有您一个人。发个邀请，请家人加入吧。

families-do-found = 建一个家庭
families-do-put = 放入积分
families-do-take = 取回积分
families-do-invite = 邀请家人
families-do-automatic = 自动放入
families-do-leave = 离开家庭
families-do-leave-now = 确定离开
families-do-back = ‹ 家庭

families-ask-name = 家庭叫什么名字？请直接发给我，最多 { $longest } 个字。不建了就发 /cancel。
families-ask-put = 要放入「{ $family }」多少分？现在最多 <b>{ $points }</b> 分，直接发数字给我。放入后仍是您的。发 /cancel 退出。
families-ask-take = 要从「{ $family }」取回多少分？现在最多 <b>{ $points }</b> 分，直接发数字给我。发 /cancel 退出。
families-all = 全部 { $points } 分
families-nothing-to-put = 现在没有可以放入的积分。消费后得到的分会出现在这里。
families-nothing-to-take = 您在家庭里没有可以取回的积分。
families-try-again = 请再发一次，或发 /cancel 退出。
families-done-put = <b>{ $points }</b> 分已放入家庭，仍记在您名下。钱包 { $personal } 分，家里有您的 { $share } 分。
families-done-take = <b>{ $points }</b> 分已取回。钱包 { $personal } 分，家里还有您的 { $share } 分。

families-invited =
    <b>把这个链接发给家人</b>
    只能一个人用，{ $until_on } 前有效。
    <code>{ $link }</code>
families-send-link = 发给家人
families-copy-link = 复制链接
families-revoke = 收回链接
families-revoked = 链接已收回，不能再用了。
families-offer =
    👪 <b>{ $member }</b>邀请您加入「<b>{ $family }</b>」，家里现有 { $members } 人。
    加入后，家人会看到您的名字和您放进来的积分，也可以用这些积分一起兑换。
    您钱包里的积分、消费记录不会给家人看；没用完的分随时可以取回，随时可以离开。
families-join-yes = 我明白了，加入
families-join-no = 以后再说
families-declined = 好的，没有加入。链接在有效期内仍可使用。
families-welcome = 欢迎回家！
families-ask-automatic =
    以后新得的积分，自动放入家庭多少？放入后仍是您的，随时可以取回。
    { $percent ->
        [0] 现在：不自动放入
       *[other] 现在：{ $percent }%
    }
families-part =
    { $chosen ->
        [true] ● { $percent }%
       *[other] { $percent }%
    }
families-ask-heir = 您是当家的人。离开前，请选一位接着当家；选好后，会再问您一次是否离开。
families-ask-leave =
    要离开「{ $family }」吗？您没用完的 <b>{ $points }</b> 分会回到您的钱包，期限不变；别人的分不受影响。
    { $last ->
        [true] 您是最后一个人，离开后这个家庭就解散了。
       *[other] { $days ->
            [0] 以后还可以再加入家庭，一年最多 { $joins } 次。
           *[other] 离开 { $days } 天后才能再加入家庭，一年最多 { $joins } 次。
        }
    }
families-done-leave = 您已离开家庭，<b>{ $points }</b> 分回到了您的钱包。

families-joined = 👪 <b>{ $member }</b>加入了「{ $family }」。
families-left = 👪 <b>{ $member }</b>离开了「{ $family }」，带走的只是自己没用完的分，别人的分不变。
families-handed-over = 👪 「{ $family }」现在由<b>{ $member }</b>当家。

families-none = 您还没有加入家庭。发 /family 可以建一个。
families-already-in = 您已经在一个家庭里了。一次只能在一个家庭。
families-full = 这个家庭的座位已满。
families-name-wrong = 家庭名要看得见，最多 { $longest } 个字。
families-rejoin-wait = 离开家庭后要等一阵，{ $from_on } 起可以再加入。
families-joins-a-year = 一年最多加入 { $joins } 个家庭，明年再来。
families-invitation-unknown = 这个邀请链接无效。请家人再发一个。
families-invitation-used = 这个邀请链接已有人用过。请家人再发一个。
families-invitation-ended = 这个邀请链接已过期。请家人再发一个。
families-invitation-revoked = 这个邀请链接已被收回。
families-not-confirmed = 加入前，请先确认要共享什么。
families-points-wrong = 请填一个大于零的整数。
families-short = 您在那里只有 { $balance } 分，还差 { $missing } 分。
families-monthly-cap = 每月最多放入 { $cap } 分，这个月还能放入 { $left } 分。
families-percent-unknown = 自动放入的比例只能是 0、25、50、75 或 100。
families-not-the-head = 这要由当家的人来做。
families-not-of-the-family = 这个家庭里没有这个人。
families-hand-over-first = 您是当家的人，请先把当家交给别人再离开。
