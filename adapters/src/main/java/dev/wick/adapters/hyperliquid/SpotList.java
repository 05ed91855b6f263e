package dev.wick.adapters.hyperliquid;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pairs out of an answer of {@code spotMeta} and names them by their tokens. One object per answer, one thread.
 *
 * <pre>
 *   {"tokens":[{"name":"USDC","index":0,…},{"name":"HYPE","index":150,…},…],
 *    "universe":[{"name":"@107","tokens":[150,0],"index":107,…},{"name":"PURR/USDC","tokens":[1,0],…},…]}
 * </pre>
 *
 * <p>{@code @107} becomes {@code HYPE/USDC}. Token names are not unique: pairs that would share a name keep {@code @N}, all of
 * them. So do pairs of tokens that are not listed. Nothing in the list says that a pair does not trade.
 */
final class SpotList {
    /** What a pair is made of, by the numbers of its tokens. */
    private record Pair(String coin, long base, long quote) {}

    private final Map<Long, String> tokens = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private boolean hasPairs;
    private int entries;
    private String name;
    private long index;
    private final List<Long> parts = new ArrayList<>();

    private SpotList() {}

    /**
     * The pairs, in the exchange's order.
     *
     * @throws HistoryException of kind BAD_ANSWER if there is no list of pairs, or none of them can be read
     */
    static HyperNames read(final RestAnswer answer) throws HistoryException {
        final SpotList reading = new SpotList();
        try {
            final JsonReader<?> reader = RestJson.open(answer.body());
            RestJson.eachField(reader, reading::topField);
            RestJson.expectEnd(reader, answer.body());
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw RestJson.bad(answer, "the pairs cannot be read: " + e.getMessage(), e);
        }
        if (!reading.hasPairs) {
            throw RestJson.bad(answer, "there is no universe in it", null);
        }
        if (reading.pairs.isEmpty() && reading.entries > 0) {
            throw RestJson.bad(answer, "none of its pairs has a name and two tokens", null);
        }
        return reading.names();
    }

    private HyperNames names() {
        final Map<String, Integer> uses = new HashMap<>();
        pairs.forEach(pair -> uses.merge(human(pair), 1, Integer::sum));
        final Map<String, String> coins = new LinkedHashMap<>();
        for (final Pair pair : pairs) {
            final String human = human(pair);
            coins.put(uses.get(human) == 1 ? human : pair.coin, pair.coin);
        }
        return new HyperNames(coins);
    }

    private String human(final Pair pair) {
        final String base = tokens.get(pair.base);
        final String quote = tokens.get(pair.quote);
        return !pair.coin.startsWith("@") || base == null || quote == null ? pair.coin : base + "/" + quote;
    }

    private byte topField(final String field, final JsonReader<?> reader) throws IOException {
        final boolean isTokens = field.equals("tokens");
        if (!isTokens && !field.equals("universe")) {
            return reader.skip();
        }
        hasPairs |= !isTokens;
        RestJson.eachElement(reader, (none, r) -> isTokens ? token(r) : pair(r));
        return reader.getNextToken();
    }

    private byte token(final JsonReader<?> reader) throws IOException {
        readEntry(reader);
        if (name != null) {
            tokens.put(index, name);
        }
        return reader.getNextToken();
    }

    private byte pair(final JsonReader<?> reader) throws IOException {
        readEntry(reader);
        entries++;
        if (name != null && parts.size() == 2) {
            pairs.add(new Pair(name, parts.get(0), parts.get(1)));
        }
        return reader.getNextToken();
    }

    private void readEntry(final JsonReader<?> reader) throws IOException {
        name = null;
        index = -1;
        parts.clear();
        RestJson.eachField(reader, this::entryField);
    }

    private byte entryField(final String field, final JsonReader<?> reader) throws IOException {
        switch (field) {
            case "name" -> {
                if (reader.last() != '"') {
                    return reader.skip();
                }
                name = reader.readString();
            }
            case "index" -> index = RestJson.wholeNumber(reader);
            case "tokens" ->
                RestJson.eachElement(reader, (none, r) -> {
                    parts.add(RestJson.wholeNumber(r));
                    return r.getNextToken();
                });
            default -> {
                return reader.skip();
            }
        }
        return reader.getNextToken();
    }
}
