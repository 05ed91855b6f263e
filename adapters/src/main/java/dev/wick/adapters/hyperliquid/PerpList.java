package dev.wick.adapters.hyperliquid;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the perpetuals that trade out of an answer of {@code meta}, and the builder dexes out of one of {@code perpDexs}. One
 * object per answer, one thread.
 *
 * <pre>
 *   {"universe":[{"szDecimals":1,"name":"MATIC","maxLeverage":20,"isDelisted":true},…],…}   delisted ones stay in the list
 *   [null,{"name":"xyz","fullName":"XYZ","deployer":"0x…",…},…]                             null is the exchange's own
 * </pre>
 */
final class PerpList {
    private final List<String> found = new ArrayList<>();
    private boolean hasList;
    private int entries;
    private int readable;
    private String name;
    private boolean delisted;

    private PerpList() {}

    /**
     * The names that are not marked as delisted, in the exchange's order.
     *
     * @throws HistoryException of kind BAD_ANSWER if there is no list of coins, or none of them has a name
     */
    static List<String> coins(final RestAnswer answer) throws HistoryException {
        final PerpList reading = new PerpList();
        try {
            final JsonReader<?> reader = RestJson.open(answer.body());
            RestJson.eachField(reader, reading::topField);
            RestJson.expectEnd(reader, answer.body());
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw RestJson.bad(answer, "the coins cannot be read: " + e.getMessage(), e);
        }
        return reading.checked(answer, "universe");
    }

    /**
     * The short names of the builder dexes, in the exchange's order.
     *
     * @throws HistoryException of kind BAD_ANSWER if it is no list, or none of its entries has a name
     */
    static List<String> dexes(final RestAnswer answer) throws HistoryException {
        final PerpList reading = new PerpList();
        try {
            final JsonReader<?> reader = RestJson.open(answer.body());
            reading.hasList = true;
            RestJson.eachElement(reader, (none, r) -> r.last() == '{' ? reading.entry(r) : r.skip());
            RestJson.expectEnd(reader, answer.body());
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw RestJson.bad(answer, "the dexes cannot be read: " + e.getMessage(), e);
        }
        return reading.checked(answer, "list");
    }

    private List<String> checked(final RestAnswer answer, final String list) throws HistoryException {
        if (!hasList) {
            throw RestJson.bad(answer, "there is no " + list + " in it", null);
        }
        if (readable == 0 && entries > 0) {
            throw RestJson.bad(answer, "none of the entries has a name", null);
        }
        return List.copyOf(found);
    }

    private byte topField(final String field, final JsonReader<?> reader) throws IOException {
        if (!field.equals("universe")) {
            return reader.skip();
        }
        hasList = true;
        RestJson.eachElement(reader, (none, r) -> entry(r));
        return reader.getNextToken();
    }

    private byte entry(final JsonReader<?> reader) throws IOException {
        name = null;
        delisted = false;
        RestJson.eachField(reader, this::entryField);
        entries++;
        if (name != null) {
            readable++;
            if (!delisted) {
                found.add(name);
            }
        }
        return reader.getNextToken();
    }

    private byte entryField(final String field, final JsonReader<?> reader) throws IOException {
        if (field.equals("name") && reader.last() == '"') {
            name = reader.readString();
            return reader.getNextToken();
        }
        if (field.equals("isDelisted")) {
            delisted = reader.last() == 't';
        }
        return reader.skip();
    }
}
