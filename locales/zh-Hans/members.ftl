### Who the member is to us: welcome, code, settings, privacy.

members-welcome = <b>{ $name }，欢迎加入{ $program }！</b>
members-welcome-back = <b>{ $name }，欢迎回来！</b>
members-number-line = 会员号 <code>{ $number }</code>
members-how-to-earn = 买单时出示会员码或报会员号，积分马上到这里。
members-consent-offer = 想收到商家的优惠消息吗？您说了算，随时可以关。
members-offer-marketing = 接收优惠

members-code = 会员码 <code>{ $code }</code>
members-code-lasts = { $seconds } 秒内有效，只能用一次。用积分付款时请出示它。
members-code-number = 会员号 <code>{ $number }</code> 只能用来得积分，不能花。
members-code-renew = 换一个新的
members-copy-code = 复制会员码
members-copy-number = 复制会员号

members-settings-title = <b>设置</b>
members-settings-language = 语言：简体中文
members-settings-service =
    { $state ->
        [on] 积分通知：开（到账、收回、快到期时会告诉您）
       *[off] 积分通知：关（仍可在这里查看）
    }
members-settings-marketing =
    { $state ->
        [on] 优惠消息：开
       *[off] 优惠消息：关
    }
members-settings-profiling =
    { $state ->
        [on] 按消费习惯推荐：开
       *[off] 按消费习惯推荐：关
    }
members-settings-credit =
    { $state ->
        [on] 使用信用评级：开
       *[off] 使用信用评级：关
    }
members-switch-service =
    { $state ->
        [on] 打开积分通知
       *[off] 关闭积分通知
    }
members-switch-marketing =
    { $state ->
        [on] 打开优惠消息
       *[off] 关闭优惠消息
    }
members-switch-profiling =
    { $state ->
        [on] 打开按消费习惯推荐
       *[off] 关闭按消费习惯推荐
    }
members-switch-credit =
    { $state ->
        [on] 打开信用评级
       *[off] 关闭信用评级
    }
members-consent-given = 已打开，随时可以关。
members-consent-withdrawn = 已关闭。

members-language-choose = 请选择语言 · Choose your language
members-language-zh-hans = 简体中文
members-language-en = English
members-language-chosen = 好的，以后说中文。

members-privacy =
    <b>您的信息</b>

    我们保存：
    · Telegram 编号和名字：知道积分是谁的
    · 消费记录和积分明细：每一分都说得清，也是法律要求的账目
    · 您的授权选择和日期：证明是您同意的

    我们不保存电话和位置，也不出售您的信息。商家只看得到您的会员号和积分余额。

    您可以随时取走一份完整的副本。
members-export-button = 取走我的全部信息
members-export-ready =
    { $entries ->
        [0] 这是我们保存的关于您的全部信息。目前没有积分明细。
       *[other] 这是我们保存的关于您的全部信息，包含 { $entries } 条积分明细。
    }
members-export-toast = 文件在下面
members-erase-button = 删除我的信息
members-erasure =
    <b>删除信息</b>

    现在就可以：在设置里关闭任何授权，马上生效；停用或拉黑机器人，我们就不再联系您，积分仍归您。

    还不能在这里做：删除整个账户。有剩余积分时，删除会让您失去它们；账目依法要保留一段时间。自助删除正在开发，上线前请联系商家，由运营方为您办理。

members-unknown = 找不到这位会员，请核对会员号或会员码。
members-language-unknown = 暂时不支持这种语言（{ $language }）。
members-kind-unknown = 会员只能是个人或单位，不能是“{ $kind }”。
members-purpose-unknown = 没有“{ $purpose }”这项授权。
member-code-ended = 这个会员码已过期，请会员换一个新的。
member-code-spent = 这个会员码已经用过了，请会员换一个新的。
