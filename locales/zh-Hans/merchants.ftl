### Those who act for a merchant or the programme.


merchants-role-owner = 店主
merchants-role-manager = 店长
merchants-role-cashier = 收银员
merchants-role-operator = 运营人员

merchants-invitation =
    <b>{ $merchant }邀请您担任{ $role }</b>
    接受后，您可以在这里为其办事，操作会记在您名下。
merchants-invitation-programme =
    <b>邀请您担任积分计划的{ $role }</b>
    接受后，您可以在这里为其办事，操作会记在您名下。
merchants-invitation-accept = 接受
merchants-invitation-decline = 暂不
merchants-invitation-accepted =
    <b>好了，您现在是{ $merchant }的{ $role }。</b>
    随时发 /merchant 查看。
merchants-invitation-accepted-programme =
    <b>好了，您现在是积分计划的{ $role }。</b>
    随时发 /merchant 查看。
merchants-invitation-declined = 好的，没有接受。链接在有效期内仍可使用。
merchants-invitation-gone = 这次邀请已经处理过了。需要的话，请重新打开链接。

merchants-not-staff = 您还没有为任何商家服务。商家发给您的邀请链接，点开就能加入。
merchants-served-title = <b>您服务的商家</b>
merchants-served = <b>{ $merchant }</b> · { $role }
merchants-served-programme = <b>积分计划</b> · { $role }
merchants-headroom = 积分预算还可发 { $headroom }，已为会员的积分留出 { $reserved }

merchants-unknown = 没有这个商家。
merchants-name-missing = 商家要有会员看得懂的名称。
merchants-name-unfit = 商家名称只能有一行，最多 { $longest } 个字符，不能含控制字符。
merchants-licence-missing = 没有营业执照，不能加入。
merchants-licence-unfit = 执照编号只能有一行，最多 { $longest } 个字符，不能含控制字符。
merchants-top-up-not-positive = 追加的预算必须大于零。
merchants-source-not-marketing = 积分只能用商家的营销费用支付。
merchants-rate-out-of-range = 每元积分数必须在 0 到 1000 之间，最多四位小数。
merchants-rate-too-early = 过去的规则不能改，请选择今后的时间。
merchants-rate-unannounced = 规则变差要提前 30 天公布。
merchants-rate-taken = 那个时刻已经有另一条规则生效。
merchants-role-unknown = 没有这个角色。
merchants-invitation-unknown = 这个邀请链接无效。
merchants-invitation-used = 这个邀请链接已经被别人用过了，请再要一个。
merchants-invitation-ended = 这个邀请链接已过期，请再要一个。
