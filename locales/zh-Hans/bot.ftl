### The chat itself: menus, hints, apologies.

## Profile (Telegram's limits: name 64, description 512, short description 120)
bot-name = { $program }
bot-description =
    欢迎来到{ $program }！

    在参与商家消费，就能得到积分。这里可以随时查余额、看每一分是怎么来的、几时到期，付款时出示会员码即可。

    点「开始」就成为会员，不用填表，也不用充值。积分只来自真实消费，只属于您本人，到期前会提醒您。
bot-short-description = 一家人的消费积分：消费得积分，余额、来由、到期一目了然。
bot-menu-button = 家分

## Commands
bot-command-balance = 查积分余额
bot-command-history = 积分明细，每一笔都说得清
bot-command-code = 出示会员码
bot-command-family = 家庭积分
bot-command-events = 正在进行的活动
bot-command-rewards = 积分好礼
bot-command-vouchers = 我的券
bot-command-reminders = 哪些积分快到期
bot-command-settings = 通知和授权设置
bot-command-language = 语言 / Language
bot-command-privacy = 我们保存了您的哪些信息
bot-command-merchant = 您服务的商家
bot-command-help = 使用帮助
bot-command-cancel = 退出当前操作

## Buttons that lead somewhere
bot-open-app = 打开家分
bot-open-privately = 私下打开
bot-back = ‹ 返回
bot-go-balance = 余额
bot-go-history = 明细
bot-go-code = 会员码
bot-go-family = 家庭
bot-go-events = 活动
bot-go-rewards = 好礼
bot-go-vouchers = 我的券
bot-go-reminders = 到期
bot-go-settings = 设置
bot-go-language = 语言 Language
bot-go-privacy = 隐私
bot-go-merchant = 商家
bot-go-help = 帮助

## Guidance
bot-help =
    <b>能帮您做什么</b>
    买单时出示会员码或报会员号，积分就会记到您名下。
bot-unknown =
    { $kind ->
        [text] 这句话我没看懂。点下面的按钮，或发 /help 看看能做什么。
       *[other] 我只看得懂文字指令。点下面的按钮，或发 /help 看看能做什么。
    }
bot-unknown-command = 没有这个指令。发 /help 可以看到全部指令。
bot-edited = 修改过的消息我不会再读，请重新发一条。
bot-slower = 您点得太快了，请稍等几秒再试。
bot-out-of-date = 这个按钮已经过期了，新的菜单在下面。
bot-cancelled = 已退出，什么都没有改变。
bot-nothing-to-cancel = 现在没有进行中的操作。
bot-in-group = 积分是您的私事，不在群里显示。请点下面的按钮私下查看。
bot-press-in-group = 请在与我的私聊里操作。

## When something fails
bot-apology =
    抱歉，刚才出了点问题，是我们的原因。还不确定这一步有没有办成：请先看 /history，再决定要不要重试。
    如果还不行，请把编号 <code>{ $reference }</code> 告诉我们。
bot-apology-slow =
    抱歉，这次等得太久，我先停下了。积分以余额为准，请稍后再试一次。
    如果还不行，请把编号 <code>{ $reference }</code> 告诉我们。
