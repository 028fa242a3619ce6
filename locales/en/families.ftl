### Families: coming.

families-coming =
    { $seats ->
       *[other] <b>Families are coming soon.</b> Up to { $seats } people will save and spend together, and everybody’s points stay their own. Yours now:
    }
