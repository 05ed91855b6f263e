// A subscriber that is foreign to the feed: Node's ws. Says what it saw as JSON lines, which a JUnit test judges:
// node feed.mjs <ws://address>. It waits at the end until the engine says goodbye.
import WebSocket from 'ws';

const FEED = process.argv[2];
const SYMBOLS = ['BTCUSDT', 'ETHUSDT'];
const CANDLES = 3;
const PATIENCE_MS = 20_000;
const VALUES = ['open_time', 'close_time', 'open', 'high', 'low', 'close', 'volume', 'trade_num'];

const say = (step, fields = {}) => console.log(JSON.stringify({ step, ...fields }));

/** The digits of a number as they were sent: JSON.parse would make a double of them. */
const digits = (text, field) => text.match(new RegExp(`"${field}":([^,}]+)`))[1];

const candle = (text) => Object.fromEntries(VALUES.map((field) => [field, digits(text, field)]));

class Peer {
    #messages = [];
    #wake = () => {};

    constructor(socket) {
        this.socket = socket;
        socket.on('message', (data, isBinary) => {
            const text = data.toString('utf8');
            this.#messages.push({ text, isBinary, json: JSON.parse(text) });
            this.#wake();
        });
        this.closed = new Promise((resolve) => {
            socket.on('close', (code, reason) => resolve({ code, reason: reason.toString('utf8') }));
        });
        socket.on('error', (error) => say('socket error', { message: error.message }));
    }

    /** Offers permessage-deflate, as ws does by default. */
    static async connect() {
        const socket = new WebSocket(FEED);
        const peer = new Peer(socket);
        const headers = await new Promise((resolve, reject) => {
            socket.on('upgrade', (response) => resolve(response.headers));
            socket.on('close', () => reject(new Error('closed before it was open')));
        });
        await new Promise((resolve) => (socket.readyState === WebSocket.OPEN ? resolve() : socket.on('open', resolve)));
        say('connected', {
            extensions: socket.extensions,
            protocol: socket.protocol,
            header: headers['sec-websocket-extensions'] ?? null,
        });
        return peer;
    }

    send(message) {
        this.socket.send(JSON.stringify(message));
    }

    /** The next message that is wanted; those before it are lost. */
    async next(isWanted) {
        const deadline = Date.now() + PATIENCE_MS;
        for (;;) {
            while (this.#messages.length > 0) {
                const message = this.#messages.shift();
                if (message.isBinary) {
                    throw new Error('a binary message');
                }
                if (isWanted(message.json)) {
                    return message;
                }
            }
            await new Promise((resolve, reject) => {
                const timer = setTimeout(() => reject(new Error(`nothing came: ${isWanted}`)), deadline - Date.now());
                this.#wake = () => {
                    clearTimeout(timer);
                    resolve();
                };
            });
        }
    }

    async answer(type, id) {
        return (await this.next((message) => message.type === type && (id === undefined || message.id === id))).json;
    }

    async candles(step, count) {
        const got = [];
        while (got.length < count) {
            const { text, json } = await this.next((message) => message.type === 'quote' && message.is_closed_candle);
            got.push(json);
            say(step, { symbol: json.symbol, ...candle(text) });
        }
        return got;
    }
}

async function simple() {
    const peer = await Peer.connect();
    peer.send({ exchange: 'binance', contract_type: 'spot', symbols: SYMBOLS, limit: 30 });
    say('simple subscribed', { answer: await peer.answer('subscribed') });
    await peer.candles('simple candle', CANDLES);
    say('simple closed', await peer.closed);
}

async function full() {
    const peer = await Peer.connect();
    peer.send({ op: 'subscribe', id: 1, exchange: 'binance', symbols: SYMBOLS, closed_only: true });
    say('full subscribed', { answer: await peer.answer('subscribed', 1) });
    const got = await peer.candles('full candle', CANDLES * SYMBOLS.length);

    peer.send({ op: 'list', id: 'two' });
    say('list', { answer: await peer.answer('subscriptions', 'two') });
    peer.send({ op: 'ping', id: 3 });
    say('ping', { answer: await peer.answer('pong', 3) });
    const pong = new Promise((resolve) => peer.socket.once('pong', (data) => resolve(data.toString('utf8'))));
    peer.socket.ping('are you there');
    say('frame ping', { answer: await pong });
    peer.send({ op: 'history', id: 4, exchange: 'binance', symbol: SYMBOLS[0], from: got[0].open_time });
    const history = await peer.next((message) => message.type === 'history' && message.id === 4);
    for (const one of history.text.match(/\{"open_time"[^}]*\}/g)) {
        say('history candle', { symbol: SYMBOLS[0], ...candle(one) });
    }
    peer.send({ op: 'unsubscribe', id: 5, exchange: 'binance', symbols: SYMBOLS });
    say('unsubscribed', { answer: await peer.answer('unsubscribed', 5) });
    peer.send({ op: 'subscribe', id: 6, exchange: 'binance', symbols: ['NOSUCH'] });
    say('refused', { answer: await peer.answer('error', 6) });
    peer.socket.close(1000, 'bye');
    say('full closed', await peer.closed);
}

/** Vanishes, and goes on where it was. */
async function resume() {
    const first = await Peer.connect();
    first.send({ op: 'subscribe', exchange: 'binance', symbols: [SYMBOLS[0]], closed_only: true });
    const got = await first.candles('resume candle', CANDLES);
    first.socket.terminate();
    const second = await Peer.connect();
    const since = got[got.length - 1].open_time;
    second.send({ op: 'subscribe', exchange: 'binance', symbols: [SYMBOLS[0]], closed_only: true, since });
    await second.candles('resume candle', CANDLES);
    second.socket.close();
    await second.closed;
}

async function shutdown() {
    const peer = await Peer.connect();
    peer.send({ op: 'subscribe', exchange: 'binance', symbols: SYMBOLS });
    await peer.answer('subscribed');
    say('waiting for the end');
    say('shutdown', { answer: await peer.answer('shutdown') });
    say('shutdown closed', await peer.closed);
}

await simple();
await full();
await resume();
await shutdown();
