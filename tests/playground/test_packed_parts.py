"""A part of a form that is compressed is refused, because nobody unpacks it."""

from __future__ import annotations

from tests.playground.conftest import MOTHER, Playground
from tests.playground_server import TOKEN


async def test_packed_part_of_a_form_is_refused(play: Playground) -> None:
    part = b'Content-Disposition: form-data; name="%s"'
    for coding, status in ((b"gzip", 415), (b"Deflate", 415), (b"identity", 200)):
        lines = [
            b"--cut",
            part % b"chat_id",
            b"",
            str(MOTHER.id).encode(),
            b"--cut",
            part % b"text",
            b"Content-Encoding: " + coding,
            b"",
            b"hello",
            b"--cut--",
            b"",
        ]
        async with play.http.post(
            f"{play.base_url}/bot{TOKEN}/sendMessage",
            data=b"\r\n".join(lines),
            headers={"Content-Type": "multipart/form-data; boundary=cut"},
        ) as response:
            assert response.status == status, await response.text()
