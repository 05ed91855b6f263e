package dev.wick.test.fuzz;

import dev.wick.adapters.sim.JsonText;
import dev.wick.engine.egress.EgressDoor;
import dev.wick.engine.egress.EgressDoor.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Gives messages of subscribers to their parser: each becomes a request that says what the message says, or an error for
 * people that is itself a JSON message of bounded length.
 */
final class SubscriptionFuzz {
    private static final int MAX_SYMBOLS = 5;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_WORDS = 1_000;

    private SubscriptionFuzz() {}

    /** Breaks off with a {@link Violation} if a rule is broken. */
    static void run(final byte[] input) {
        final String message = new String(input, StandardCharsets.UTF_8);
        final byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        final Parsed parsed = EgressDoor.parse(message, MAX_SYMBOLS);
        final PlainJson json = new PlainJson(bytes, PlainJson.Grammar.STRICT, MAX_DEPTH);
        Object plain = null;
        try {
            plain = json.read();
        } catch (final PlainJson.NotJsonException e) {
            Violation.unless("bad_json".equals(parsed.errorType()), "%s, but taken for %s", e.getMessage(), parsed);
        }
        if (parsed.error() != null) {
            error(parsed);
            final boolean isObject = plain instanceof Map<?, ?>;
            Violation.unless(
                    !("bad_json".equals(parsed.errorType()) && isObject && !json.hasRepeats()),
                    "refused as no JSON: %s",
                    parsed.error());
            return;
        }
        request(parsed, (Map<?, ?>) plain);
    }

    private static void error(final Parsed parsed) {
        Violation.unless(
                !parsed.error().isBlank() && parsed.error().length() < MAX_WORDS,
                "words for people: %s",
                parsed.error());
        final Map<?, ?> said = message(parsed.frame());
        Violation.unless(
                "error".equals(said.get("type")) && asSent(parsed.error()).equals(said.get("message")),
                "the error is %s",
                said);
    }

    /** What is in a server's text frame. */
    private static Map<?, ?> message(final byte[] frame) {
        final int header = frame[1] < 126 ? 2 : frame[1] == 126 ? 4 : 10;
        final byte[] json = Arrays.copyOfRange(frame, header, frame.length);
        try {
            return (Map<?, ?>) new PlainJson(json, PlainJson.Grammar.STRICT, MAX_DEPTH).read();
        } catch (final PlainJson.NotJsonException e) {
            throw new Violation("the error is " + e.getMessage() + ": " + new String(json, StandardCharsets.UTF_8));
        }
    }

    /** Halves of surrogate pairs do not get through UTF-8. */
    private static String asSent(final String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static void request(final Parsed parsed, final Map<?, ?> plain) {
        final Object op = plain.get("op");
        Violation.unless(parsed.op().equals(op == null ? "subscribe" : op), "%s is taken for %s", op, parsed.op());
        Violation.unless((parsed.idJson() == null) == !plain.containsKey("id"), "the id is %s", parsed.idJson());
        if (parsed.symbols() == null) {
            return;
        }
        final List<?> symbols = (List<?>) plain.get("symbols");
        Violation.unless(
                parsed.symbols().equals(symbols.stream().distinct().toList())
                        && !parsed.symbols().isEmpty()
                        && symbols.size() <= MAX_SYMBOLS,
                "symbols %s, plain reading %s",
                parsed.symbols(),
                symbols);
        Violation.unless(
                parsed.exchange().equalsIgnoreCase((String) plain.get("exchange")), "exchange %s", parsed.exchange());
        final Object id = plain.get("id");
        Violation.unless(
                id == null || id instanceof String || id instanceof JsonText.NumberText, "the id %s is no id", id);
    }
}
