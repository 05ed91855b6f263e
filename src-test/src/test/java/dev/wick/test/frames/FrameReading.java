package dev.wick.test.frames;

import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Reads candle frames a second time, by the exchanges' documentation and with nothing of the parsers: maps and BigDecimals
 * instead of bytes.
 */
public final class FrameReading {
    private static final Map<String, String> BYBIT_INTERVALS = Map.ofEntries(
            Map.entry("1", "1m"),
            Map.entry("3", "3m"),
            Map.entry("5", "5m"),
            Map.entry("15", "15m"),
            Map.entry("30", "30m"),
            Map.entry("60", "1h"),
            Map.entry("120", "2h"),
            Map.entry("240", "4h"),
            Map.entry("360", "6h"),
            Map.entry("720", "12h"),
            Map.entry("D", "1d"),
            Map.entry("W", "1w"),
            Map.entry("M", "1M"));

    private final Venue venue;

    /** Reads the frames of one venue. */
    public FrameReading(final Venue venue) {
        this.venue = venue;
    }

    /** The candles of one frame, in the order of their open times; none for any other frame. */
    public List<Read> read(final String frame) {
        final Object value;
        try {
            value = JsonText.read(frame);
        } catch (final JsonText.Malformed e) {
            return List.of();
        }
        final List<Read> sorted = new ArrayList<>(value instanceof Map<?, ?> members ? read(members) : List.of());
        sorted.sort(Comparator.comparingLong(Read::openTimeMs));
        return sorted;
    }

    /**
     * The candles of one frame in its own order; none for any other frame. Throws whatever unchecked exception comes of
     * members that are not as documented.
     */
    public List<Read> read(final Map<?, ?> members) {
        return switch (venue.exchange()) {
            case BINANCE -> binance(members);
            case OKX -> okx(members);
            case BYBIT -> bybit(members);
            case GATEIO -> gateio(members);
            case HYPERLIQUID -> hyperliquid(members);
        };
    }

    private List<Read> binance(final Map<?, ?> outer) {
        final Map<?, ?> event = outer.get("data") instanceof Map<?, ?> data ? data : outer;
        if (!"kline".equals(event.get("e")) || !(event.get("k") instanceof Map<?, ?> k)) {
            return List.of();
        }
        final boolean contracts = venue.contractType().name().equals("coinm");
        return List.of(new Read(
                (String) k.get("s"),
                (String) k.get("i"),
                whole(k.get("t")),
                whole(event.get("E")),
                decimal(k.get("o")),
                decimal(k.get("h")),
                decimal(k.get("l")),
                decimal(k.get("c")),
                decimal(k.get(contracts ? "q" : "v")),
                contracts ? null : decimal(k.get("q")),
                contracts ? decimal(k.get("v")) : null,
                whole(k.get("n")),
                Boolean.TRUE.equals(k.get("x"))));
    }

    private List<Read> okx(final Map<?, ?> outer) {
        if (!(outer.get("arg") instanceof Map<?, ?> arg) || !(outer.get("data") instanceof List<?> rows)) {
            return List.of();
        }
        final String channel = (String) arg.get("channel");
        if (!channel.startsWith("candle")) {
            return List.of();
        }
        final boolean spot = venue.contractType().name().equals("spot");
        final List<Read> reads = new ArrayList<>();
        for (final Object each : rows) {
            final List<?> row = (List<?>) each;
            final BigDecimal quote = row.size() > 7 ? decimal(row.get(7)) : spot ? decimal(row.get(6)) : null;
            reads.add(new Read(
                    (String) arg.get("instId"),
                    okxInterval(channel.substring("candle".length())),
                    whole(row.get(0)),
                    null,
                    decimal(row.get(1)),
                    decimal(row.get(2)),
                    decimal(row.get(3)),
                    decimal(row.get(4)),
                    decimal(row.get(spot ? 5 : 6)),
                    quote,
                    spot ? null : decimal(row.get(5)),
                    null,
                    row.size() > 8 && "1".equals(row.get(8))));
        }
        return reads;
    }

    /** Bars of six hours and longer open at UTC+8 unless their names say otherwise, and are then none of ours. */
    private static String okxInterval(final String bar) {
        if (bar.matches("6H|12H|.*[DWM]")) {
            return "";
        }
        final String name = bar.replace("utc", "");
        return name.endsWith("M") ? name : name.toLowerCase(java.util.Locale.ROOT);
    }

    private List<Read> bybit(final Map<?, ?> outer) {
        if (!(outer.get("topic") instanceof String topic) || !topic.startsWith("kline.")) {
            return List.of();
        }
        final String[] parts = topic.split("\\.", 3);
        final boolean inverse = venue.contractType().name().equals("inverse");
        final List<Read> reads = new ArrayList<>();
        for (final Object each : (List<?>) outer.get("data")) {
            final Map<?, ?> k = (Map<?, ?>) each;
            reads.add(new Read(
                    parts[2],
                    BYBIT_INTERVALS.get(parts[1]),
                    whole(k.get("start")),
                    whole(outer.get("ts")),
                    decimal(k.get("open")),
                    decimal(k.get("high")),
                    decimal(k.get("low")),
                    decimal(k.get("close")),
                    decimal(k.get(inverse ? "turnover" : "volume")),
                    decimal(k.get(inverse ? "volume" : "turnover")),
                    inverse ? decimal(k.get("volume")) : null,
                    null,
                    Boolean.TRUE.equals(k.get("confirm"))));
        }
        return reads;
    }

    private List<Read> gateio(final Map<?, ?> outer) {
        if (!(outer.get("channel") instanceof String channel)
                || !channel.endsWith(".candlesticks")
                || !"update".equals(outer.get("event"))) {
            return List.of();
        }
        final List<?> results = outer.get("result") instanceof List<?> list ? list : List.of(outer.get("result"));
        final String type = venue.contractType().name();
        final List<Read> reads = new ArrayList<>();
        for (final Object each : results) {
            final Map<?, ?> k = (Map<?, ?>) each;
            final String[] name = ((String) k.get("n")).split("_", 2);
            final BigDecimal v = decimal(k.get("v"));
            final BigDecimal a = type.equals("cm") ? null : decimal(k.get("a"));
            reads.add(new Read(
                    name[1],
                    name[0],
                    whole(k.get("t")) * 1_000,
                    null,
                    decimal(k.get("o")),
                    decimal(k.get("h")),
                    decimal(k.get("l")),
                    decimal(k.get("c")),
                    type.equals("spot") ? a : null,
                    type.equals("um") ? a : v,
                    type.equals("spot") ? null : v,
                    null,
                    Boolean.TRUE.equals(k.get("w"))));
        }
        return reads;
    }

    private static List<Read> hyperliquid(final Map<?, ?> outer) {
        if (!"candle".equals(outer.get("channel"))) {
            return List.of();
        }
        final List<?> all = outer.get("data") instanceof List<?> list ? list : List.of(outer.get("data"));
        final List<Read> reads = new ArrayList<>();
        for (final Object each : all) {
            final Map<?, ?> k = (Map<?, ?>) each;
            reads.add(new Read(
                    (String) k.get("s"),
                    (String) k.get("i"),
                    whole(k.get("t")),
                    null,
                    decimal(k.get("o")),
                    decimal(k.get("h")),
                    decimal(k.get("l")),
                    decimal(k.get("c")),
                    decimal(k.get("v")),
                    null,
                    null,
                    whole(k.get("n")),
                    false));
        }
        return reads;
    }

    private static Long whole(final Object number) {
        return number == null || number == JsonText.NULL ? null : Long.valueOf(text(number));
    }

    private static BigDecimal decimal(final Object number) {
        return number == null || number == JsonText.NULL ? null : new BigDecimal(text(number));
    }

    private static String text(final Object value) {
        return value instanceof JsonText.NumberText number ? number.text() : (String) value;
    }
}
