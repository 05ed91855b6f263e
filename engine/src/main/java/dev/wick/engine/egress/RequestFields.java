package dev.wick.engine.egress;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.config.Nearest;
import dev.wick.engine.egress.JsonIn.Field;
import dev.wick.engine.egress.JsonIn.Num;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the fields of one request by name and type, and remembers what it has learnt for the error message. Used by one
 * thread, once.
 */
final class RequestFields {
    private static final int MAX_ID_LENGTH = 128;
    private static final int MAX_SYMBOL_LENGTH = 64;
    /** The longest whole number that always fits a long. */
    private static final int MAX_DIGITS = 18;

    /** The request cannot be carried out; carries the answer. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ErrorReply reply;

        UnusableException(final ErrorReply reply) {
            super(reply.message(), null, false, false);
            this.reply = reply;
        }

        ErrorReply reply() {
            return reply;
        }
    }

    private final Map<String, Field> fields;
    private final int maxSymbols;
    private Exchange exchangeFound;
    private String exchangeText;
    private String contractTypeText;
    private List<String> symbolTexts;

    RequestFields(final Map<String, Field> fields, final int maxSymbols) {
        this.fields = fields;
        this.maxSymbols = maxSymbols;
    }

    /** Fails if there is any other field. */
    void allowOnly(final List<String> names) throws UnusableException {
        for (final String name : fields.keySet()) {
            if (!names.contains(name)) {
                throw unusable(
                        "unknown_field",
                        "unknown field \"" + shortened(name) + "\"" + suggestion(name, names) + " Allowed here: "
                                + String.join(", ", names));
            }
        }
    }

    /** A field as it was read, null if it is not there. */
    Field field(final String name) {
        return fields.get(name);
    }

    /** Whether a value is a number without sign, point and exponent that fits a long. */
    static boolean isWholeNumber(final Object value) {
        final String text = value instanceof final Num number ? number.text() : "";
        return !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The request's id as it was written; null if there is none. */
    String id() throws UnusableException {
        final Field field = fields.get("id");
        if (field == null) {
            return null;
        }
        if (idIfKnown() == null) {
            throw unusable(
                    "bad_field", "\"id\" must be a string or a number of at most " + MAX_ID_LENGTH + " characters");
        }
        return field.raw();
    }

    /** The request's id if it has a usable one, else null. */
    String idIfKnown() {
        final Field field = fields.get("id");
        final boolean usable = field != null
                && (field.value() instanceof String || field.value() instanceof Num)
                && field.raw().length() <= MAX_ID_LENGTH;
        return usable ? field.raw() : null;
    }

    /** One of these names. */
    String name(final String field, final String what, final List<String> names) throws UnusableException {
        final String text = string(field, names);
        if (text == null) {
            throw unusable("bad_field", "the field \"" + field + "\" is missing. " + plural(what, names));
        }
        if (!names.contains(text)) {
            throw unknown(what, text, names);
        }
        return text;
    }

    /** The exchange. */
    Exchange exchange() throws UnusableException {
        final List<String> exchanges =
                Arrays.stream(Exchange.values()).map(Exchange::text).toList();
        final String text = string("exchange", exchanges);
        if (text == null) {
            throw unusable("bad_field", "the field \"exchange\" is missing. " + plural("exchange", exchanges));
        }
        exchangeText = shortened(text);
        final Optional<Exchange> exchange = Exchange.of(text);
        if (exchange.isEmpty()) {
            throw unknown("exchange", text, exchanges);
        }
        exchangeFound = exchange.get();
        return exchangeFound;
    }

    /** The contract type of the exchange, which was taken before: by name or alias, as it was written; null if none is named. */
    String contractType() throws UnusableException {
        final List<String> names = new ArrayList<>();
        for (final ContractType type : exchangeFound.contractTypes()) {
            names.add(type.name());
            names.addAll(type.aliases());
        }
        final String text = string("contract_type", names);
        contractTypeText = text == null ? null : shortened(text);
        final Optional<Venue> venue = exchangeFound.venue(text);
        if (venue.isEmpty()) {
            throw unknown("contract type", text, names);
        }
        if (text != null) {
            contractTypeText = venue.get().contractType().name();
        }
        return text;
    }

    /** The name of the contract type that holds if none is named, for who means all of one. */
    String defaultContractType() {
        return exchangeFound.contractTypes().get(0).name();
    }

    /** At least one symbol, at most as many as allowed, none twice; or all, alone, if that is allowed here. */
    List<String> symbols(final boolean mayBeAll) throws UnusableException {
        final Field field = fields.get("symbols");
        final String wanted = "\"symbols\" must be an array of symbols, as in [\"BTCUSDT\"]";
        if (field == null || !(field.value() instanceof final List<?> values)) {
            throw unusable("bad_field", field == null ? "the field \"symbols\" is missing: " + wanted : wanted);
        }
        if (values.isEmpty()) {
            throw unusable("no_symbols", "\"symbols\" is empty; name at least one");
        }
        if (values.size() > maxSymbols) {
            throw unusable(
                    "too_many_symbols",
                    values.size() + " symbols in one request; at most " + maxSymbols + " are allowed. Send several");
        }
        final Set<String> symbols = new LinkedHashSet<>();
        for (final Object value : values) {
            symbols.add(symbol(value, wanted));
        }
        if (symbols.contains("*") && (symbols.size() > 1 || !mayBeAll)) {
            throw unusable(
                    mayBeAll ? "bad_field" : "unsupported",
                    mayBeAll
                            ? "\"*\" stands for all that is carried; it stands alone, as in \"symbols\": [\"*\"]"
                            : "[\"*\"] is for the full form: {\"op\":\"subscribe\",\"exchange\":…,\"symbols\":[\"*\"]}");
        }
        symbolTexts = List.copyOf(symbols);
        return symbolTexts;
    }

    /** One symbol, by its own field. */
    String oneSymbol() throws UnusableException {
        final Field field = fields.get("symbol");
        final String wanted = "\"symbol\" must be a symbol, as in \"BTCUSDT\"";
        if (field == null) {
            throw unusable("bad_field", "the field \"symbol\" is missing: " + wanted);
        }
        final String text = symbol(field.value(), wanted);
        if ("*".equals(text)) {
            throw unusable("bad_field", wanted + "; it is one series whose history is asked for");
        }
        symbolTexts = List.of(text);
        return text;
    }

    private String symbol(final Object value, final String wanted) throws UnusableException {
        if (!(value instanceof final String text)) {
            throw unusable("bad_field", wanted + "; this is not a string");
        }
        if (text.isBlank() || text.length() > MAX_SYMBOL_LENGTH) {
            throw unusable("bad_field", "a symbol has 1 to " + MAX_SYMBOL_LENGTH + " characters");
        }
        return text;
    }

    /** The interval, 1m if none is named. */
    Interval interval() throws UnusableException {
        final List<String> names =
                Arrays.stream(Interval.values()).map(Interval::text).toList();
        final String text = string("interval", names);
        if (text == null) {
            return Interval.M1;
        }
        final Optional<Interval> interval = Interval.of(text);
        if (interval.isEmpty()) {
            throw unknown("interval", text, names);
        }
        return interval.get();
    }

    /** A flag, false if it is not there. */
    boolean flag(final String name) throws UnusableException {
        final Field field = fields.get(name);
        if (field == null) {
            return false;
        }
        if (!(field.value() instanceof final Boolean flag)) {
            throw unusable("bad_field", "\"" + name + "\" must be true or false");
        }
        return flag;
    }

    /** What happens when the subscriber is slow; null if it does not say. */
    OnSlow onSlow() throws UnusableException {
        final String text = string("on_slow", OnSlow.texts());
        if (text == null) {
            return null;
        }
        if (!OnSlow.texts().contains(text)) {
            throw unknown("on_slow", text, OnSlow.texts());
        }
        return OnSlow.of(text);
    }

    /** The limit, 0 if it is not there. */
    long limit() throws UnusableException {
        final Field field = fields.get("limit");
        if (field == null) {
            return 0;
        }
        if (!isWholeNumber(field.value())) {
            throw unusable("bad_field", "\"limit\" must be a whole number, 0 (no limit) or more");
        }
        return Long.parseLong(((Num) field.value()).text());
    }

    private String string(final String name, final List<String> allowed) throws UnusableException {
        final Field field = fields.get(name);
        if (field == null) {
            return null;
        }
        if (!(field.value() instanceof final String text)) {
            throw unusable("bad_field", "\"" + name + "\" must be a string. Allowed: " + String.join(", ", allowed));
        }
        return text;
    }

    private UnusableException unknown(final String what, final String text, final List<String> names) {
        return unusable(
                "unknown_" + what.replace(' ', '_'),
                "unknown " + what + " \"" + shortened(text) + "\"" + suggestion(text, names) + " "
                        + plural(what, names));
    }

    /** The answer to a request that cannot be carried out, with what is known of it. */
    UnusableException unusable(final String errorType, final String message) {
        return new UnusableException(
                new ErrorReply(errorType, message, errorType, exchangeText, contractTypeText, symbolTexts, null));
    }

    private static String plural(final String what, final List<String> names) {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1) + "s: " + String.join(", ", names);
    }

    private static String suggestion(final String text, final List<String> names) {
        final List<String> nearest = Nearest.of(text, names, 1);
        return nearest.isEmpty() ? "." : "; did you mean \"" + nearest.get(0) + "\"?";
    }

    /** A text of the subscriber's, short enough to be repeated. */
    static String shortened(final String text) {
        return text.length() <= MAX_SYMBOL_LENGTH ? text : text.substring(0, MAX_SYMBOL_LENGTH) + "…";
    }
}
