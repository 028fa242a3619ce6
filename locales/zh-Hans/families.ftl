### Families: coming.

families-coming = <b>家庭积分即将开通。</b>到时一家最多 { $seats } 人可以一起攒、一起用，每个人的分永远是自己的。您现在的积分：
