### Families: coming.

families-coming = <b>家庭积分即将开通。</b>到时一家最多 { $seats } 人可以一起攒、一起用，每个人的分永远是自己的。您现在的积分：

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
