### What is wrong in a request, and what to write

api-fault-missing = 缺少这一项
api-fault-unknown = 没有这一项，请去掉，或检查拼写
api-fault-text = 须是文本，写在引号里
api-fault-whole-number = 须是整数，不加引号
api-fault-yes-or-no = 须是 true 或 false
api-fault-list = 须是列表
api-fault-object = 须是对象，由名称和值组成
api-fault-too-short = 至少要有 { $limit } 个字符
api-fault-too-long = 最多 { $limit } 个字符
api-fault-too-few = 至少要有 { $limit } 项
api-fault-too-many = 最多 { $limit } 项
api-fault-too-small = 不能小于 { $limit }
api-fault-too-large = 不能大于 { $limit }
api-fault-choice = 只能是其中之一：{ $choices }
api-fault-amount = 金额以元为单位，写两位小数，例如 "300.00"
api-fault-amount-paid = 金额须大于零，以元为单位，写两位小数，例如 "300.00"
api-fault-moment = 须是带时区的时间，例如 "2025-01-10T12:00:00+08:00"
api-fault-receipt = 须是 1 到 64 个字母、数字或 _ . : -
api-fault-multiplier = 须在 1 到 100 之间，最多三位小数，例如 "1.5"
api-fault-id = 须是本接口给出的编号，用小写字母
api-fault-theme = 以小写字母开头，最多 32 个小写字母、数字或连字符，例如 "spring"
api-fault-no-null = 不能含有空字符
api-fault-one-of-two = amount 和 items 写一个，也只写一个
api-fault-other = 与说明不符，请对照这个接口的文档

## 商家接口：被拒绝时的说明，以及接口文档的文字。

## 按状态码的标题

api-title-400 = 无法读取
api-title-401 = 需要密钥
api-title-403 = 无权操作
api-title-404 = 未找到
api-title-405 = 方法不适用
api-title-409 = 当前不允许
api-title-413 = 内容过大
api-title-415 = 不是 JSON
api-title-422 = 与说明不符
api-title-429 = 调用过快
api-title-500 = 我们出错了
api-title-503 = 暂时不可用

## HTTP 层的拒绝

api-malformed = 请求无法读取。
api-not-json = 请求内容不是 JSON，请检查第 { $line } 行第 { $column } 列。
api-body-empty = 请求体是空的：请发送一个 JSON 对象，字段见 /api/docs 中这个接口的说明。
api-name-twice = 同一个对象里有重复的名称，请检查第 { $line } 行第 { $column } 列。
api-body-cut = 请求内容没有传完整，请再发一次。
api-unauthorized = 请携带有效密钥：“Authorization: Bearer …”。
api-session-over = 这次打开已经过期，请回到聊天里重新打开家分。您的积分安然无恙。
api-not-opened = 没有收到 Telegram 的打开凭证，或凭证不对、已过期。请回到聊天里重新打开家分。您的积分安然无恙。
api-not-telegram = 这个地址只接受 Telegram 的调用：缺少 webhook 密钥，或密钥不对。
api-not-found = 此地址不存在。
api-method-not-allowed = 此地址不接受这种方法。
api-too-large = 请求体超过此接口的上限。
api-wrong-type = 请以 application/json 发送请求体。
api-invalid = 请求与说明不符，“errors” 指出了位置和原因。
api-slow-down = 调用过多，请按 Retry-After 等待后再试。
api-failed = 我们这边出了错，可以放心重发同一请求。
api-unavailable = 暂时无法处理，可以放心重发同一请求。

## 文档页

api-docs-title = 家分商家接口
api-docs-lead = 上传会员的消费，积分即时到账。每个调用都可以放心重发。
api-docs-start = 开始
api-docs-start-about = 每次调用都要带上密钥。金额是以元为单位、两位小数的文本，时刻须带时区偏移，未在此说明的字段一律拒绝。
api-docs-calls = 调用
api-docs-problems = 拒绝
api-docs-problems-about = 拒绝以 application/problem+json 返回。code 永不改变；title 与 detail 随 Accept-Language 变化。联系我们时请附上 request_id。
api-docs-body = 请求体
api-docs-answer = 返回
api-docs-parameters = 参数
api-docs-try = 试一试
api-docs-required = 必填
api-docs-document = OpenAPI 3.1 文档
api-docs-language = English
api-docs-shape = 数据结构
api-docs-list-of = { $what } 列表
api-docs-text-by-language = 各语言文本
api-docs-sum = 目录

## 调用

api-call-record = 上传一笔消费
api-call-record-about = 积分即时到账。重发同一笔消费，返回已保存的答复（200）；同一小票号下内容不同则拒绝。用会员码指明会员时，该码随即用掉。
api-call-record-many = 批量上传消费
api-call-record-many-about = 最多 1,000 笔，按发送顺序逐笔判断，与单独发送无异：一笔被拒不影响其他。每个结果带有状态码和单笔调用的返回内容。
api-call-refund = 退款
api-call-refund-about = 按金额或按行，可多次退款，每次使用不同的退款号。收回相应的积分；会员已经用掉的部分记为欠分，由以后的消费抵还。
api-call-member = 查询会员
api-call-member-about = 余额与即将到期的积分。查询不会用掉会员码。
api-call-draft-event = 起草活动
api-call-draft-event-about = 在一段时间内让积分翻倍的活动。带 Idempotency-Key 重发，得到同一个活动。
api-call-publish-event = 发布活动
api-call-publish-event-about = 须写全两种语言的关键规则；缺少的项会逐一指出。发布后不再改变。
api-call-events = 活动列表
api-call-events-about = 您自己的活动，全部或某一状态。

api-answer-record-201 = 消费已入账。
api-answer-record-200 = 消费此前已入账，这是当时的答复。
api-answer-record-many-200 = 每笔消费一个结果，按发送顺序。
api-answer-refund-201 = 退款已入账。
api-answer-refund-200 = 退款此前已入账，这是当时的答复。
api-answer-member-200 = 您可以看到的会员信息。
api-answer-draft-event-201 = 草稿。
api-answer-publish-event-200 = 活动已发布。
api-answer-events-200 = 您的活动。

## 字段

api-field-amount = 以货币支付的金额，单位元。用积分支付的部分不计。
api-field-at = 在请求体中的位置。
api-field-attributes = 最多 8 项，例如尺码、颜色。
api-field-balance = 会员现有的积分。
api-field-categories = 哪些商品参加；留空为全部。
api-field-category = 您的商品类别，活动可以指定。
api-field-channel = 成交渠道。
api-field-clawed-back = 收回的积分。
api-field-code = 拒绝的固定代码。
api-field-complaints = 投诉渠道。
api-field-components = 按原因分列的积分。
api-field-debt = 本次退款未能收回的积分，该会员欠您这些分。
api-field-debt-repaid = 用于抵还欠分的积分。
api-field-delivery = 配送费用。
api-field-detail = 用您的语言说明发生了什么。
api-field-disclosure = 关键规则，每项各语言一段文字。
api-field-earning = 如何获得积分。
api-field-errors = 请求体哪里不对，为什么。
api-field-event = 活动编号。
api-field-events = 您的活动。
api-field-expires-on = 积分可用的最后一天。
api-field-expiring = 按到期日分列的积分，最早的在前。
api-field-facts = 拒绝所依据的数字。
api-field-from = 开始时刻。
api-field-green = 绿色商品积分更多。
api-field-how-to-redeem = 如何兑换。
api-field-id = 编号。
api-field-idempotency-key = 同一个键、同样的内容，得到同一个答复。
api-field-items = 小票各行，合计等于金额。
api-field-items-refund = 消费的各行，与金额二选一。
api-field-kind = 积分的来由，或好礼的种类。
api-field-limits = 限量与库存。
api-field-line = 第几行，第一行为 1。
api-field-member = 会员号、会员码或会员编号。
api-field-missing = 关键规则缺少的项。
api-field-multiplier = 1 到 100，最多三位小数。
api-field-name = 与小票一致。
api-field-occurred-at = 成交时刻，带时区偏移；最多超前 5 分钟。
api-field-points = 积分。
api-field-purchase = 消费编号。
api-field-purchases = 1 到 1,000 笔。
api-field-receipt = 您的小票号，在您处唯一。
api-field-refund = 您的退款号，在该笔消费内唯一。
api-field-request-id = 联系我们时请附上。
api-field-results = 按发送顺序。
api-field-sku = 您的商品编号。
api-field-state = draft 或 published；活动还有 live 和 ended。
api-field-status = HTTP 状态码。
api-field-theme = 外观：spring、autumn，或自拟名称。
api-field-threshold = 需要多少积分起。
api-field-title = 各语言的名称。
api-field-title-problem = 属于哪一类拒绝。
api-field-trimmed = 超出单笔消费价值上限、未发放的积分。
api-field-type = 代码说明的链接。
api-field-until = 结束后的第一个时刻。
api-field-validity = 有效期。
api-field-why = 那里有什么问题。

## 代码

api-code-api-malformed = 请求体不是 JSON、字段重复，或未完整送达。
api-code-api-unauthorized = 没有密钥，或密钥无效。
api-code-api-not-found = 没有这个地址。
api-code-api-method-not-allowed = 地址存在，但不接受此方法；见 Allow。
api-code-api-too-large = 超过 64 KiB，批量为 1 MiB。
api-code-api-wrong-type = 请求体不是 application/json。
api-code-api-invalid = 字段缺失、未知或形式不对；见 errors。
api-code-api-slow-down = 错误密钥或调用过多；见 Retry-After。
api-code-api-failed = 我们的故障；请重发同一请求。
api-code-api-unavailable = 正忙或正在启动；按 Retry-After 等待后重发同一请求。
api-code-key-reused = 同一小票号、退款号或键带来了不同内容；以第一次为准。
api-code-budget-exhausted = 这些积分的成本超过了剩余预算。没有写入任何内容；追加预算后可用同一小票号重发。
api-code-items-sum = 各行合计与金额不符。
api-code-purchases-too-old = 成交时间太久。
api-code-purchases-ahead = 成交时刻超前 5 分钟以上。
api-code-purchases-born-expired = 这些积分在今天之前就已到期。
api-code-purchases-unknown = 您没有这个小票号的消费。
api-code-refund-exceeds = 超过该笔消费或该行的余额。
api-code-refund-line-unknown = 该笔消费没有这一行。
api-code-members-unknown = 没有这个会员号、会员码或会员编号。
api-code-member-code-ended = 会员码只有一分钟有效，请会员换一个新的。
api-code-member-code-spent = 此会员码已用过，请会员换一个新的。
api-code-disclosure-incomplete = 发布须写全两种语言的标题和关键规则；missing 指出缺少的项。
api-code-catalog-event-unknown = 您没有这个编号的活动。
api-code-catalog-theme-wrong = 主题由 1 到 32 个 a–z、0–9 和连字符组成。
api-code-catalog-text-wrong = 文字过长。
api-code-catalog-window-wrong = 活动须在开始之后结束。
api-code-catalog-event-over = 活动已经结束。
api-code-catalog-multiplier-wrong = 倍数须大于 1，最多 100。
api-code-catalog-categories-wrong = 最多 50 个类别，且不能为空白。
api-code-merchants-licence-missing = 发布须先登记营业执照。

## Rewards and vouchers

api-call-draft-reward = 起草好礼
api-call-draft-reward-about = 用积分能换的商品、服务或优惠券，绝不是钱。带 Idempotency-Key 时，同一调用只起草一次。
api-call-rewards = 列出好礼
api-call-rewards-about = 您自己的好礼，各取最新版本。
api-call-change-reward = 修改好礼
api-call-change-reward-about = 改动会成为新版本，发布前旧版本照旧；库存立即生效。没写的部分不变。
api-call-publish-reward = 发布好礼
api-call-publish-reward-about = 须写全两种语言的关键规则；缺什么会逐项列出。发布后的版本不再改。
api-call-verify-voucher = 核销券
api-call-verify-voucher-about = 每张券核销一次。同一 request 重发，回答不变；别的请求会得知何时何地已使用。
api-answer-draft-reward-201 = 草稿。
api-answer-rewards-200 = 您的好礼。
api-answer-change-reward-200 = 新版本。
api-answer-publish-reward-200 = 已发布。
api-answer-verify-voucher-200 = 券有效，现已使用。
api-field-cash = 另付的现金，单位元。
api-field-description = 各语言的介绍。
api-field-left = 还剩多少；null 表示不限。
api-field-limit = 每位会员最多几份；null 表示不限。
api-field-market-price = 市价，单位元，如实填写：会员会看到每分抵多少。
api-field-price = 现在的价格，含正在进行的活动。
api-field-prices = 活动期间的积分价，按好礼。
api-field-request = 您给这次核销的编号；重发同一编号，回答相同。
api-field-reward = 好礼的 id。
api-field-rewards = 您的好礼，便宜的在前。
api-field-stock = 总共多少份；不写表示不限。
api-field-till = 在哪个收银台。
api-field-verified-at = 何时核销。
api-field-version = 第几版。
api-field-voucher = 券码，怎么输入都行。
api-field-voucher-days = 券的有效天数。
api-code-rewards-unknown = 您没有这个好礼。
api-code-rewards-wrong = 这一项不可能这样；见 facts。
api-code-rewards-unchanged = 没有任何改动。
api-code-voucher-unknown = 没有这张券，或者不归您核销。
api-code-voucher-used = 已经使用；facts 说明何时何地。
api-code-voucher-ended = 券已过期。
