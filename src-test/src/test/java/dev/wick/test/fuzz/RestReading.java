package dev.wick.test.fuzz;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.sim.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads a REST answer a second time, by the exchanges' documentation: maps and BigDecimals instead of bytes. One use. */
final class RestReading {
    /**
     * One candle of it; null for what it does not say.
     *
     * @param openTimeMs UTC ms
     * @param volume in the base currency; null also where it would have to be derived
     * @param closed unless the exchange says that it is not
     */
    record Row(
            long openTimeMs,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            BigDecimal quoteVolume,
            BigDecimal contracts,
            Long trades,
            boolean closed) {}

    private final Exchange exchange;
    private final String type;
    private final byte[] body;
    private Object root;

    RestReading(final Exchange exchange, final ContractType type, final byte[] body) {
        this.exchange = exchange;
        this.type = type.name();
        this.body = body;
    }

    /** The candles by open time; null if members come twice or are escaped, so that readers may differ. */
    List<Row> rows() {
        if (!parse()) {
            return null;
        }
        try {
            final List<Row> rows = new ArrayList<>();
            for (final Object each : list()) {
                rows.add(each instanceof List<?> row ? row(row) : row((Map<?, ?>) each));
            }
            rows.sort(Comparator.comparingLong(Row::openTimeMs));
            return rows;
        } catch (final RuntimeException e) {
            throw new Violation(exchange + " " + type + ": candles were read, but the plain reading fails: " + e);
        }
    }

    /** The symbols that trade; null if members come twice, so that readers may differ. */
    List<String> symbols() {
        if (!parse()) {
            return null;
        }
        final List<String> symbols = new ArrayList<>();
        try {
            switch (exchange) {
                case BINANCE ->
                    trading((List<?>) in(root, "symbols"), "symbol", statusOfBinance(), List.of("TRADING"), symbols);
                case BYBIT ->
                    trading((List<?>) in(in(root, "result"), "list"), "symbol", "status", List.of("Trading"), symbols);
                case OKX ->
                    trading((List<?>) in(root, "data"), "instId", "state", List.of("live", "post_only"), symbols);
                case GATEIO -> gateSymbols(symbols);
                default -> {
                    if (type.equals("spot")) {
                        return null;
                    }
                    for (final Object each : (List<?>) in(root, "universe")) {
                        if (in(each, "name") instanceof String name && !Boolean.TRUE.equals(in(each, "isDelisted"))) {
                            symbols.add(name);
                        }
                    }
                }
            }
        } catch (final RuntimeException e) {
            throw new Violation(exchange + " " + type + ": symbols were read, but the plain reading fails: " + e);
        }
        return symbols;
    }

    private String statusOfBinance() {
        return type.equals("coinm") ? "contractStatus" : "status";
    }

    private void gateSymbols(final List<String> symbols) {
        if (type.equals("spot")) {
            trading((List<?>) root, "id", "trade_status", List.of("tradable"), symbols);
            return;
        }
        for (final Object each : (List<?>) root) {
            final Object status = in(each, "status") instanceof String text ? text : "trading";
            if (in(each, "name") instanceof String name
                    && !Boolean.TRUE.equals(in(each, "in_delisting"))
                    && status.equals("trading")) {
                symbols.add(name);
            }
        }
    }

    private static void trading(
            final List<?> entries,
            final String nameField,
            final String statusField,
            final List<String> trading,
            final List<String> into) {
        for (final Object each : entries) {
            if (in(each, nameField) instanceof String name
                    && !name.isEmpty()
                    && in(each, statusField) instanceof String status
                    && trading.contains(status)) {
                into.add(name);
            }
        }
    }

    private boolean parse() {
        final PlainJson json = new PlainJson(body, PlainJson.Grammar.STRICT, RestFuzz.MAX_DEPTH);
        try {
            root = json.read();
        } catch (final PlainJson.NotJsonException e) {
            throw new Violation(exchange + " " + type + ": the answer was read, but is " + e.getMessage());
        }
        return !json.hasRepeats() && !json.hasEscapes();
    }

    private List<?> list() {
        return (List<?>)
                switch (exchange) {
                    case BINANCE, GATEIO, HYPERLIQUID -> root;
                    case OKX -> in(root, "data");
                    case BYBIT -> in(in(root, "result"), "list");
                };
    }

    private Row row(final List<?> row) {
        final boolean spot = type.equals("spot");
        return switch (exchange) {
            case BINANCE -> {
                final boolean coinm = type.equals("coinm");
                yield row(row, 1, row.get(coinm ? 7 : 5), coinm ? null : row.get(7), coinm ? row.get(5) : null, true);
            }
            case BYBIT -> {
                final boolean inverse = type.equals("inverse");
                yield row(
                        row.subList(0, 7),
                        1,
                        row.get(inverse ? 6 : 5),
                        row.get(inverse ? 5 : 6),
                        inverse ? row.get(5) : null,
                        true);
            }
            case OKX ->
                row(
                        row,
                        1,
                        row.get(spot ? 5 : 6),
                        row.size() > 7 ? row.get(7) : spot ? row.get(6) : null,
                        spot ? null : row.get(5),
                        row.size() > 8 && text(row.get(8)).equals("1"));
            case GATEIO ->
                new Row(
                        1_000 * whole(row.get(0)),
                        decimal(row.get(5)),
                        decimal(row.get(3)),
                        decimal(row.get(4)),
                        decimal(row.get(2)),
                        row.size() > 6 ? decimal(row.get(6)) : null,
                        decimal(row.get(1)),
                        null,
                        null,
                        row.size() <= 7 || text(row.get(7)).equals("true"));
            case HYPERLIQUID -> throw new IllegalStateException("rows are objects");
        };
    }

    private Row row(
            final List<?> row,
            final int first,
            final Object volume,
            final Object quoteVolume,
            final Object contracts,
            final boolean closed) {
        return new Row(
                whole(row.get(0)),
                decimal(row.get(first)),
                decimal(row.get(first + 1)),
                decimal(row.get(first + 2)),
                decimal(row.get(first + 3)),
                decimal(volume),
                decimal(quoteVolume),
                decimal(contracts),
                exchange == Exchange.BINANCE ? whole(row.get(8)) : null,
                closed);
    }

    private Row row(final Map<?, ?> row) {
        final boolean gate = exchange == Exchange.GATEIO;
        final BigDecimal contracts = gate ? decimal(row.get("v")) : null;
        final BigDecimal sum = gate && type.equals("um") ? decimal(row.get("sum")) : null;
        final BigDecimal derived =
                contracts == null ? null : contracts.multiply(new BigDecimal(RestFuzz.contractSize()));
        return new Row(
                (gate ? 1_000 : 1) * whole(row.get("t")),
                decimal(row.get("o")),
                decimal(row.get("h")),
                decimal(row.get("l")),
                decimal(row.get("c")),
                gate ? type.equals("um") ? derived : null : decimal(row.get("v")),
                type.equals("cm") ? contracts : sum,
                contracts,
                gate || row.get("n") == null ? null : whole(row.get("n")),
                true);
    }

    private static Object in(final Object object, final String member) {
        return object instanceof Map<?, ?> map ? map.get(member) : null;
    }

    private static long whole(final Object number) {
        return Long.parseLong(text(number));
    }

    private static BigDecimal decimal(final Object number) {
        return number == null ? null : new BigDecimal(text(number));
    }

    private static String text(final Object value) {
        return value instanceof JsonText.NumberText number ? number.text() : String.valueOf(value);
    }
}
