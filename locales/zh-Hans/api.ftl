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
api-fault-idempotency-key = 须是 1 到 255 个可见的 ASCII 字符
api-fault-multiplier = 须在 1 到 100 之间，最多三位小数，例如 "1.5"
api-fault-id = 须是本接口给出的编号，用小写字母
api-fault-theme = 以小写字母开头，最多 32 个小写字母、数字或连字符，例如 "spring"
api-fault-no-null = 不能含有空字符
api-fault-one-of-two = amount 和 items 写一个，也只写一个
api-fault-other = 与说明不符，请对照这个接口的文档

## 商家接口：被拒绝时的说明。

## 按状态码的标题

api-title-400 = 无法读取
api-title-401 = 需要密钥
api-title-403 = 无权操作
api-title-404 = 未找到
api-title-405 = 方法不适用
api-title-409 = 当前不允许
api-title-413 = 内容过大
api-title-415 = 格式不适用
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
api-encoded = 请直接发送请求体，不要使用 Content-Encoding 压缩。
api-invalid = 请求与说明不符，“errors” 指出了位置和原因。
api-slow-down = 调用过多，请按 Retry-After 等待后再试。
api-failed = 我们这边出了错，可以放心重发同一请求。
api-unavailable = 暂时无法处理，可以放心重发同一请求。
