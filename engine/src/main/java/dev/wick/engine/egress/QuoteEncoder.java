package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.text.DecimalWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Turns a candle into one whole WebSocket text frame, header and all, which every subscriber of its series gets.
 *
 * <pre>
 *   {"type":"quote","current_time":"…","timestamp":"…"            the two are written
 *    ,"exchange":"binance","symbol":"BTCUSDT","contract_type":"spot","open":    constant per series
 *    0.3527,"high":0.3528,…,"is_closed_candle":false                            written
 *    ,"interval":"1m","open_time":1633998480000,"close_time":…                  constant per bar
 *    ,"event_time":1633998523963,…,"revision":0}                                written
 * </pre>
 *
 * <p>Whoever asked for timestamps gets a second frame, {@link #stamped}: the same with {@code "sent_time"} at its end.
 *
 * <p>The bytes are valid until the next call. Egress thread; allocates only for the first candle of a series.
 */
public final class QuoteEncoder {
    /** What a quote takes beside the names of its series: seven decimals at their longest, and the rest. */
    private static final int MAX_VARIABLE_BYTES = 2_048;

    private static final byte[] START = ascii("{\"type\":\"quote\",\"current_time\":\"");
    private static final ShortText TIMESTAMP = ShortText.of("\",\"timestamp\":\"");
    private static final ShortText HIGH = ShortText.of(",\"high\":");
    private static final ShortText LOW = ShortText.of(",\"low\":");
    private static final ShortText CLOSE = ShortText.of(",\"close\":");
    private static final ShortText VOLUME = ShortText.of(",\"volume\":");
    private static final ShortText TRADE_NUM = ShortText.of(",\"trade_num\":");
    private static final ShortText IS_CLOSED = ShortText.of(",\"is_closed_candle\":");
    private static final ShortText TRUE = ShortText.of("true");
    private static final ShortText FALSE = ShortText.of("false");
    private static final ShortText EVENT_TIME = ShortText.of(",\"event_time\":");
    private static final ShortText RECEIVED_TIME = ShortText.of(",\"received_time\":");
    private static final ShortText REVISION = ShortText.of(",\"revision\":");
    private static final byte[] SENT_TIME = ascii(",\"sent_time\":");
    /** What {@code sent_time} takes at most. */
    private static final int MAX_STAMP_BYTES = 64;

    private static final ShortText[] SOURCES = new ShortText[Source.values().length];
    private static final ShortText[] FINALITIES = new ShortText[Finality.values().length];
    private static final ShortText NO_FINALITY = ShortText.of(",\"finality\":null");

    static {
        for (final Source source : Source.values()) {
            SOURCES[source.ordinal()] = ShortText.of(",\"source\":\"" + source.text() + '"');
        }
        for (final Finality finality : Finality.values()) {
            FINALITIES[finality.ordinal()] = ShortText.of(",\"finality\":\"" + finality.text() + '"');
        }
    }

    private final SeriesRegistry registry;
    private final UtcText currentTime = new UtcText(' ');
    private final UtcText timestamp = new UtcText('T');
    private SeriesText[] texts = new SeriesText[64];
    private byte[] bytes = new byte[TextFrame.MAX_HEADER_BYTES + MAX_VARIABLE_BYTES];
    private final QuoteFrame plain = new QuoteFrame();
    private final QuoteFrame stamped = new QuoteFrame();
    private byte[] stampedBytes = new byte[0];
    private boolean isStamped;
    private int at;

    /** An encoder for the series of a registry. */
    public QuoteEncoder(final SeriesRegistry registry) {
        this.registry = registry;
    }

    /**
     * Encodes a candle.
     *
     * @param candle of a registered series
     * @param nowNs the current time, epoch ns
     */
    public void encode(final Candle candle, final long nowNs) {
        final SeriesText of = text(candle.seriesId);
        at = TextFrame.MAX_HEADER_BYTES;
        put(START);
        at = currentTime.write(nowNs / 1_000_000_000, (int) (nowNs / 1_000 % 1_000_000), bytes, at);
        put(TIMESTAMP);
        final long timestampMs = candle.eventTimeMs == Candle.NONE ? candle.openTimeMs : candle.eventTimeMs;
        final int micros = (int) Math.floorMod(timestampMs, 1_000L) * 1_000;
        at = timestamp.write(Math.floorDiv(timestampMs, 1_000L), micros, bytes, at);
        putValues(candle, of);
        putOrigin(candle, of);
        plain.set(bytes, TextFrame.writeHeaderBefore(bytes, TextFrame.MAX_HEADER_BYTES, at), at);
        isStamped = false;
    }

    /** The frame of the last {@link #encode}. */
    QuoteFrame plain() {
        return plain;
    }

    /**
     * The frame of the last {@link #encode} with the time at which it was sent: when the first subscriber that wants it is given
     * it, to its socket, or to its backlog while it does not read.
     *
     * @param clock gives that time, epoch ns
     */
    QuoteFrame stamped(final EpochNanoClock clock) {
        if (!isStamped) {
            isStamped = true;
            stamp(clock.nanoTime());
        }
        return stamped;
    }

    private void stamp(final long sentNs) {
        if (stampedBytes.length < bytes.length + MAX_STAMP_BYTES) {
            stampedBytes = new byte[bytes.length + MAX_STAMP_BYTES];
        }
        final int from = TextFrame.MAX_HEADER_BYTES;
        int to = at - 1;
        System.arraycopy(bytes, from, stampedBytes, from, to - from);
        System.arraycopy(SENT_TIME, 0, stampedBytes, to, SENT_TIME.length);
        to = DecimalWriter.write(sentNs, stampedBytes, to + SENT_TIME.length);
        stampedBytes[to++] = '}';
        stamped.set(stampedBytes, TextFrame.writeHeaderBefore(stampedBytes, from, to), to);
    }

    private void putValues(final Candle candle, final SeriesText of) {
        put(of.beforeOpen);
        put(candle.open);
        put(HIGH);
        put(candle.high);
        put(LOW);
        put(candle.low);
        put(CLOSE);
        put(candle.close);
        put(VOLUME);
        put(candle.volume);
        put(TRADE_NUM);
        put(candle.tradeCount);
        put(IS_CLOSED);
        put(candle.closed ? TRUE : FALSE);
    }

    private void putOrigin(final Candle candle, final SeriesText of) {
        at = of.writeBar(candle, bytes, at);
        put(EVENT_TIME);
        put(candle.eventTimeMs);
        put(RECEIVED_TIME);
        put(candle.receivedTimeNs);
        put(SOURCES[candle.source.ordinal()]);
        put(candle.closed && candle.finality != null ? FINALITIES[candle.finality.ordinal()] : NO_FINALITY);
        put(REVISION);
        put((long) candle.revision);
        bytes[at++] = '}';
    }

    /** Holds the frame of the last {@link #encode}, from {@link #start}, {@link #length} bytes long. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the frame begins in {@link #bytes}. */
    public int start() {
        return plain.start();
    }

    /** How many bytes the frame has. */
    public int length() {
        return plain.length();
    }

    private void put(final byte[] constant) {
        System.arraycopy(constant, 0, bytes, at, constant.length);
        at += constant.length;
    }

    private void put(final ShortText constant) {
        at = constant.write(bytes, at);
    }

    private void put(final long number) {
        at = SeriesText.writeNumber(number, bytes, at);
    }

    private void put(final Decimal number) {
        if (number.isPresent()) {
            at = DecimalWriter.write(number, bytes, at);
        } else {
            put(ShortText.NULL);
        }
    }

    private SeriesText text(final int seriesId) {
        if (seriesId < texts.length && texts[seriesId] != null) {
            return texts[seriesId];
        }
        return join(seriesId);
    }

    /** Cold: the first candle of a series. */
    private SeriesText join(final int seriesId) {
        final SeriesText added = new SeriesText(registry.byId(seriesId));
        if (seriesId >= texts.length) {
            texts = Arrays.copyOf(texts, Math.max(seriesId + 1, 2 * texts.length));
        }
        texts[seriesId] = added;
        final int needed = TextFrame.MAX_HEADER_BYTES + MAX_VARIABLE_BYTES + added.maxBytes();
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, needed);
        }
        return added;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
