"""Sessions: only Telegram's fresh proof opens one, and only for the person whom it names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlencode

import pytest

from core import members
from playground.launch import signed as hash_of
from tests.webapp.conftest import BOT_TOKEN, SECRET_KEY, Client, SetClock
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import Bearer, signed
from webapp.miniapp.auth import Holder, mint_token
from webapp.miniapp.init_data import NotOpened, opened_by

VECTOR_TOKEN = "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8"
VECTOR = (
    "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22"
    "Vladislav%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22"
    "language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D&auth_date=1662771648&hash="
    "c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2"
)
VECTOR_OPENED = datetime.fromtimestamp(1662771648, UTC)
USER = '{"id":1001,"first_name":"静","language_code":"zh-hans"}'
AUTH_DATE = str(int(shops.NOW.timestamp()))


def own(token: str = BOT_TOKEN, **fields: str) -> str:
    """These fields, signed as Telegram would sign them."""
    return urlencode({**fields, "hash": hash_of(token, fields)}, quote_via=quote)


def test_public_vector_opens_while_it_is_fresh() -> None:
    opener = opened_by(VECTOR, bot_token=VECTOR_TOKEN, at=VECTOR_OPENED + timedelta(hours=24))
    assert (opener.telegram_id, opener.name) == (279058397, "Vladislav Kibenko")
    assert opener.language == "ru"


@pytest.mark.parametrize(
    ("init_data", "later"),
    [
        (VECTOR, timedelta(hours=24, seconds=1)),
        (VECTOR, timedelta(seconds=-61)),
        (VECTOR.replace("hash=c5", "hash=c6"), timedelta()),
        (VECTOR.replace("279058397", "279058398"), timedelta()),
    ],
)
def test_public_vector_opens_no_more_when_old_early_or_changed(
    init_data: str, later: timedelta
) -> None:
    with pytest.raises(NotOpened):
        opened_by(init_data, bot_token=VECTOR_TOKEN, at=VECTOR_OPENED + later)


def test_empty_fields_are_signed_like_telegrams() -> None:
    fresh = own(user=USER, auth_date=AUTH_DATE, start_param="", signature="x+/=_-")
    assert opened_by(fresh, bot_token=BOT_TOKEN, at=shops.NOW).telegram_id == 1001


HOSTILE = {
    "nothing": "",
    "no query": "hello",
    "no hash": urlencode({"user": USER, "auth_date": AUTH_DATE}),
    "hash of another bot": own("2000:another-bot", user=USER, auth_date=AUTH_DATE),
    "hash in letters of another alphabet": urlencode(
        {"user": USER, "auth_date": AUTH_DATE, "hash": "ä" * 64}
    ),
    "changed after signing": own(user=USER, auth_date=AUTH_DATE).replace("1001", "1002"),
    "a field twice": own(user=USER, auth_date=AUTH_DATE) + f"&auth_date={AUTH_DATE}",
    "hash twice": own(user=USER, auth_date=AUTH_DATE) + "&hash=0",
    "no user": own(auth_date=AUTH_DATE, query_id="A"),
    "user is a list": own(user="[1]", auth_date=AUTH_DATE),
    "user is a chasm": own(user="[" * 1500, auth_date=AUTH_DATE),
    "user without id": own(user='{"first_name":"A"}', auth_date=AUTH_DATE),
    "id is a text": own(user='{"id":"1001","first_name":"A"}', auth_date=AUTH_DATE),
    "id is true": own(user='{"id":true,"first_name":"A"}', auth_date=AUTH_DATE),
    "id is negative": own(user='{"id":-1,"first_name":"A"}', auth_date=AUTH_DATE),
    "id is endless": own(user='{"id":1e999,"first_name":"A"}', auth_date=AUTH_DATE),
    "id has too many bits": own(user=f'{{"id":{2**53},"first_name":"A"}}', auth_date=AUTH_DATE),
    "no auth_date": own(user=USER),
    "auth_date in words": own(user=USER, auth_date="yesterday"),
    "auth_date from 2020": own(user=USER, auth_date="1577836800"),
    "auth_date from tomorrow": own(user=USER, auth_date=str(int(AUTH_DATE) + 86_400)),
    "auth_date beyond time": own(user=USER, auth_date="9" * 400),
    "broken percent signs": "user=%ff%fe&auth_date=%&hash=%zz",
    "five kilobytes": own(user=USER, auth_date=AUTH_DATE, query_id="q" * 5_000),
    "a hundred fields": "&".join(f"f{n}=1" for n in range(100)),
}


async def test_hostile_init_data_is_refused_kindly(client: Client) -> None:
    for name, init_data in HOSTILE.items():
        answer = await client.post("/app/session", headers={"Authorization": f"tma {init_data}"})
        assert answer.status == 401, name
        assert answer.content_type == "application/problem+json", name
        assert (await answer.json())["code"] == "api-unauthorized", name
    assert await members.by_telegram(1001) is None


async def test_ten_kilobytes_are_refused_kindly(client: Client) -> None:
    huge = own(user=USER, auth_date=AUTH_DATE, query_id="q" * 10_000)
    answer = await client.post("/app/session", headers={"Authorization": f"tma {huge}"})
    assert 400 <= answer.status < 500


async def test_only_init_data_opens_a_session(client: Client) -> None:
    for authorization in ("", "tma", "Bearer x", f"Basic {signed()}"):
        answer = await client.post("/app/session", headers={"Authorization": authorization})
        assert answer.status == 401, authorization


async def test_first_session_registers_a_member_and_the_second_finds_the_same(
    client: Client, bearer: Bearer
) -> None:
    members_found = [
        await (await client.get("/app/api/home", headers=await bearer(signed(77)))).json()
        for _ in range(2)
    ]
    assert members_found[0] == members_found[1]
    member = await members.by_telegram(77)
    assert member is not None
    assert members_found[0]["member"] == str(member.id)
    assert member.name == "静 林"


async def test_language_of_a_new_member_is_their_clients(bearer: Bearer) -> None:
    spoken = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hans", "de": "en", "": "en"}
    for telegram_id, (code, language) in enumerate(spoken.items(), start=100):
        await bearer(signed(telegram_id, language_code=code))
        member = await members.by_telegram(telegram_id)
        assert member is not None
        assert member.language == language


async def test_hostile_names_are_only_names(client: Client, bearer: Bearer) -> None:
    header = await bearer(signed(79, first_name="<b>&{", last_name="\u202e\x00"))
    page = await client.get("/app/pages/settings", headers=header)
    assert page.status == 200
    assert "<b>&{" not in await page.text()
    assert "&lt;b&gt;&amp;{" in await page.text()


async def test_made_up_tokens_are_refused(client: Client) -> None:
    for token in ("", "x", "ä", "A" * 88, "A" * 5_000, signed()):
        answer = await client.get("/app/api/home", headers={"Authorization": f"Bearer {token}"})
        assert answer.status == 401, token
        assert answer.content_type == "application/problem+json"


async def test_a_token_lives_an_hour(client: Client, bearer: Bearer, clock: SetClock) -> None:
    header = await bearer(signed())
    clock.forward(minutes=59)
    assert (await client.get("/app/api/home", headers=header)).status == 200
    clock.forward(minutes=1)
    assert (await client.get("/app/api/home", headers=header)).status == 401


async def test_a_token_is_signed_with_our_key(
    client: Client, lin: members.Member, clock: SetClock
) -> None:
    for secret, status in ((SECRET_KEY, 200), (b"another key", 401)):
        token = mint_token(Holder(lin.id, 1001), secret=secret, at=clock())
        answer = await client.get("/app/api/home", headers={"Authorization": f"Bearer {token}"})
        assert answer.status == status


async def test_token_speaks_only_for_the_account_that_it_was_given_to(
    client: Client, lin: members.Member, clock: SetClock
) -> None:
    """A member may change the account; what the old one still holds is then worth nothing."""
    for telegram_id, status in ((1001, 200), (1002, 401)):
        token = mint_token(Holder(lin.id, telegram_id), secret=SECRET_KEY, at=clock())
        answer = await client.get("/app/api/home", headers={"Authorization": f"Bearer {token}"})
        assert answer.status == status


async def test_a_token_cannot_be_turned_into_a_neighbours(client: Client, bearer: Bearer) -> None:
    header = await bearer(signed(80))
    await bearer(signed(81))
    first = header["Authorization"].removeprefix("Bearer ")
    turned = ("B" if first[0] != "B" else "C") + first[1:]
    answer = await client.get("/app/api/home", headers={"Authorization": f"Bearer {turned}"})
    assert answer.status == 401


async def test_init_data_is_never_logged(
    client: Client, bearer: Bearer, capfd: pytest.CaptureFixture[str]
) -> None:
    init_data = signed(82)
    header = await bearer(init_data)
    await client.post("/app/session", headers={"Authorization": f"tma {init_data}0"})
    seen = "".join(capfd.readouterr())
    assert "/app/session" in seen
    for secret in (
        dict(parse_qsl(init_data))["hash"],
        header["Authorization"].removeprefix("Bearer "),
        BOT_TOKEN,
    ):
        assert secret not in seen
