package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.engine.egress.JsonIn.BadJsonException;
import dev.wick.engine.egress.JsonIn.Field;
import java.util.List;
import java.util.Map;

/**
 * Reads what subscribers send: the simple form, which is any message without {@code op}, and the full form. Stateless;
 * any thread. What cannot be read becomes a {@link Request.Unusable} with an error for its sender.
 */
final class Protocol {
    private static final List<String> SIMPLE_FIELDS =
            List.of("exchange", "contract_type", "symbols", "limit", "events");
    private static final List<String> SUBSCRIBE_FIELDS = List.of(
            "op",
            "id",
            "exchange",
            "contract_type",
            "symbols",
            "interval",
            "closed_only",
            "timestamps",
            "on_slow",
            "snapshot",
            "since",
            "since_revision");
    private static final List<String> UNSUBSCRIBE_FIELDS =
            List.of("op", "id", "exchange", "contract_type", "symbols", "interval");
    private static final List<String> BARE_FIELDS = List.of("op", "id");
    private static final List<String> OPS = List.of("subscribe", "unsubscribe", "list", "history", "ping");

    private final int maxSymbols;

    /** A protocol that takes up to so many symbols in one request. */
    Protocol(final int maxSymbols) {
        this.maxSymbols = maxSymbols;
    }

    /** Reads a text message. */
    Request parse(final String text) {
        final Map<String, Field> fields;
        try {
            fields = JsonIn.object(text);
        } catch (final BadJsonException e) {
            return new Request.Unusable(
                    true,
                    null,
                    new ErrorReply("bad_json", "not JSON: " + e.getMessage(), excerpt(text), null, null, null, null));
        }
        final boolean simple = !fields.containsKey("op");
        final RequestFields in = new RequestFields(fields, maxSymbols);
        try {
            return simple ? simple(in) : full(in);
        } catch (final RequestFields.UnusableException e) {
            return new Request.Unusable(simple, in.idIfKnown(), e.reply());
        }
    }

    /** What a binary message becomes. */
    Request binary() {
        return new Request.Unusable(
                true, null, ErrorReply.of("binary", "binary messages mean nothing here; send JSON in text messages"));
    }

    private static Request simple(final RequestFields in) throws RequestFields.UnusableException {
        in.allowOnly(SIMPLE_FIELDS);
        return new Request.Subscribe(
                true,
                null,
                in.exchange(),
                in.contractType(),
                in.symbols(false),
                in.interval(),
                new Delivery(false, false, in.limit(), in.flag("events"), null),
                Resume.NONE);
    }

    private static Request full(final RequestFields in) throws RequestFields.UnusableException {
        in.id();
        final String op = in.name("op", "op", OPS);
        return switch (op) {
            case "subscribe" -> subscribe(in);
            case "unsubscribe" -> {
                in.allowOnly(UNSUBSCRIBE_FIELDS);
                yield unsubscribe(in);
            }
            case "list" -> {
                in.allowOnly(BARE_FIELDS);
                yield new Request.Subscriptions(in.id());
            }
            case "history" -> new HistoryFields(in).read();
            default -> {
                in.allowOnly(BARE_FIELDS);
                yield new Request.Ping(in.id());
            }
        };
    }

    private static Request unsubscribe(final RequestFields in) throws RequestFields.UnusableException {
        final Exchange exchange = in.exchange();
        final String written = in.contractType();
        final List<String> symbols = in.symbols(true);
        return new Request.Unsubscribe(in.id(), exchange, contractType(in, written, symbols), symbols, in.interval());
    }

    /** "*" is of one contract type also where the symbols tell. */
    private static String contractType(final RequestFields in, final String written, final List<String> symbols) {
        return written == null && Selector.ALL.equals(symbols) ? in.defaultContractType() : written;
    }

    private static Request subscribe(final RequestFields in) throws RequestFields.UnusableException {
        in.allowOnly(SUBSCRIBE_FIELDS);
        final Exchange exchange = in.exchange();
        final String written = in.contractType();
        final List<String> symbols = in.symbols(true);
        final String contractType = contractType(in, written, symbols);
        final Interval interval = in.interval();
        final Delivery delivery = new Delivery(in.flag("closed_only"), in.flag("timestamps"), 0, true, in.onSlow());
        final Resume resume = new ResumeFields(in, symbols, interval).read();
        return new Request.Subscribe(false, in.id(), exchange, contractType, symbols, interval, delivery, resume);
    }

    private static String excerpt(final String text) {
        final int most = 80;
        return "received: " + (text.length() <= most ? text : text.substring(0, most) + "…");
    }
}
