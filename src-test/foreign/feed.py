"""A subscriber that is foreign to the feed: Debian's python3-websockets. Says what it saw as JSON lines, which a JUnit
test judges: python3 feed.py <ws://address>. It waits at the end until the engine says goodbye."""

import asyncio
import json
import sys

import websockets

FEED = sys.argv[1]
SYMBOLS = ["BTCUSDT", "ETHUSDT"]
CANDLES = 3
PATIENCE_S = 20
VALUES = ["open_time", "close_time", "open", "high", "low", "close", "volume", "trade_num"]


class Digits(str):
    """A number as it was sent: a float would lose some of its digits."""


def say(step, **fields):
    print(json.dumps({"step": step, **fields}), flush=True)


def parse(text):
    return json.loads(text, parse_float=Digits, parse_int=Digits)


class Peer:
    def __init__(self, socket):
        self.socket = socket

    @staticmethod
    async def connect():
        """Offers permessage-deflate, as the library does by default."""
        socket = await websockets.connect(FEED)
        assert "permessage-deflate" in socket.request_headers["Sec-WebSocket-Extensions"]
        say(
            "connected",
            extensions=", ".join(extension.name for extension in socket.extensions),
            protocol=socket.subprotocol or "",
            header=socket.response_headers.get("Sec-WebSocket-Extensions"),
        )
        return Peer(socket)

    async def send(self, **message):
        await self.socket.send(json.dumps(message))

    async def next(self, is_wanted):
        """The next message that is wanted; those before it are lost."""
        while True:
            text = await asyncio.wait_for(self.socket.recv(), PATIENCE_S)
            assert isinstance(text, str), "a binary message"
            if is_wanted(parse(text)):
                return text

    async def answer(self, type_, id_=None):
        return json.loads(
            await self.next(lambda m: m["type"] == type_ and (id_ is None or m.get("id") == id_))
        )

    async def candles(self, step, count):
        got = []
        while len(got) < count:
            quote = parse(await self.next(lambda m: m["type"] == "quote" and m["is_closed_candle"]))
            got.append(quote)
            say(step, symbol=quote["symbol"], **{field: quote[field] for field in VALUES})
        return got

    async def closed(self):
        await asyncio.wait_for(self.socket.wait_closed(), PATIENCE_S)
        return {"code": self.socket.close_code, "reason": self.socket.close_reason}

    async def read_to_the_end(self):
        try:
            while True:
                await asyncio.wait_for(self.socket.recv(), PATIENCE_S)
        except websockets.ConnectionClosed:
            return await self.closed()


async def simple():
    peer = await Peer.connect()
    await peer.send(exchange="binance", contract_type="spot", symbols=SYMBOLS, limit=30)
    say("simple subscribed", answer=await peer.answer("subscribed"))
    await peer.candles("simple candle", CANDLES)
    say("simple closed", **await peer.read_to_the_end())


async def full():
    peer = await Peer.connect()
    await peer.send(op="subscribe", id="1", exchange="binance", symbols=SYMBOLS, closed_only=True)
    say("full subscribed", answer=await peer.answer("subscribed", "1"))
    got = await peer.candles("full candle", CANDLES * len(SYMBOLS))

    await peer.send(op="list", id="two")
    say("list", answer=await peer.answer("subscriptions", "two"))
    await peer.send(op="ping", id="3")
    say("ping", answer=await peer.answer("pong", "3"))
    # The library itself compares the payload of the pong with that of its ping.
    await asyncio.wait_for(await peer.socket.ping("are you there"), PATIENCE_S)
    say("frame ping", answer="are you there")
    await peer.send(op="history", id="4", exchange="binance", symbol=SYMBOLS[0], **{"from": int(got[0]["open_time"])})
    history = parse(await peer.next(lambda m: m["type"] == "history" and m["id"] == "4"))
    for one in history["candles"]:
        say("history candle", symbol=SYMBOLS[0], **{field: one[field] for field in VALUES})
    await peer.send(op="unsubscribe", id="5", exchange="binance", symbols=SYMBOLS)
    say("unsubscribed", answer=await peer.answer("unsubscribed", "5"))
    await peer.send(op="subscribe", id="6", exchange="binance", symbols=["NOSUCH"])
    say("refused", answer=await peer.answer("error", "6"))
    await peer.socket.close(1000, "bye")
    say("full closed", **await peer.closed())


async def resume():
    """Vanishes, and goes on where it was."""
    first = await Peer.connect()
    await first.send(op="subscribe", exchange="binance", symbols=SYMBOLS[:1], closed_only=True)
    got = await first.candles("resume candle", CANDLES)
    first.socket.transport.abort()
    second = await Peer.connect()
    since = int(got[-1]["open_time"])
    await second.send(op="subscribe", exchange="binance", symbols=SYMBOLS[:1], closed_only=True, since=since)
    await second.candles("resume candle", CANDLES)
    await second.socket.close()


async def shutdown():
    peer = await Peer.connect()
    await peer.send(op="subscribe", exchange="binance", symbols=SYMBOLS)
    await peer.answer("subscribed")
    say("waiting for the end")
    say("shutdown", answer=await peer.answer("shutdown"))
    say("shutdown closed", **await peer.read_to_the_end())


async def main():
    await simple()
    await full()
    await resume()
    await shutdown()


asyncio.run(main())
