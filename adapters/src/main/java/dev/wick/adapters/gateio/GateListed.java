package dev.wick.adapters.gateio;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestJson;
import dev.wick.adapters.text.DecimalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list of pairs or contracts says: which of them trade, and what a contract stands for. One object per answer, one
 * thread.
 *
 * <pre>
 *   [{"id":"BTC_USDT",…,"trade_status":"tradable",…},…]                                          /spot/currency_pairs
 *   [{"name":"BTC_USDT",…,"in_delisting":false,"quanto_multiplier":"0.0001","status":"trading",…},…]     …/contracts
 * </pre>
 */
final class GateListed {
    /** Of a pair; the others can only be bought, only be sold, or neither. */
    private static final String TRADABLE = "tradable";

    /** Of a contract; answers of before 2025 have no status. */
    private static final String TRADING = "trading";

    private final String nameField;
    private final String statusField;
    private final boolean contracts;
    private final List<String> trading = new ArrayList<>();
    private final Map<String, Decimal> multipliers = new HashMap<>();
    private int entries;
    private int readable;
    private String name;
    private String status;
    private boolean leaving;
    private Decimal multiplier;

    private GateListed(final GateMarket market) {
        contracts = market.isFutures();
        nameField = contracts ? "name" : "id";
        statusField = contracts ? "status" : "trade_status";
    }

    /**
     * Reads a whole answer.
     *
     * @throws HistoryException of kind BAD_ANSWER if it is no list, or if none of its entries has a name
     */
    static GateListed read(final RestAnswer answer, final GateMarket market) throws HistoryException {
        final GateListed reading = new GateListed(market);
        try {
            final JsonReader<?> reader = RestJson.open(answer.body());
            RestJson.eachElement(reader, (none, r) -> reading.entry(r));
            RestJson.expectEnd(reader, answer.body());
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw RestJson.bad(answer, "the symbols cannot be read: " + e.getMessage(), e);
        }
        if (reading.readable == 0 && reading.entries > 0) {
            throw RestJson.bad(answer, "none of its symbols has the fields that tell whether it trades", null);
        }
        return reading;
    }

    /** Those that trade now, in the exchange's order. */
    List<String> trading() {
        return List.copyOf(trading);
    }

    /** How much of the base currency a contract stands for; those of which it is not known, or is 0, are not in it. */
    Map<String, Decimal> multipliers() {
        return multipliers;
    }

    private byte entry(final JsonReader<?> reader) throws IOException {
        name = null;
        status = contracts ? TRADING : null;
        leaving = false;
        multiplier = null;
        RestJson.eachField(reader, this::field);
        entries++;
        if (name != null && status != null) {
            readable++;
            if (!leaving && status.equals(contracts ? TRADING : TRADABLE)) {
                trading.add(name);
            }
            if (multiplier != null) {
                multipliers.put(name, multiplier);
            }
        }
        return reader.getNextToken();
    }

    private byte field(final String field, final JsonReader<?> reader) throws IOException {
        if (reader.last() != '"') {
            leaving |= field.equals("in_delisting") && reader.last() == 't';
            return reader.skip();
        }
        if (field.equals(nameField)) {
            name = reader.readString();
        } else if (field.equals(statusField)) {
            status = reader.readString();
        } else if (contracts && field.equals("quanto_multiplier")) {
            multiplier = multiplier(reader.readString());
        } else {
            return reader.skip();
        }
        return reader.getNextToken();
    }

    private static Decimal multiplier(final String text) {
        final byte[] digits = text.getBytes(StandardCharsets.UTF_8);
        final Decimal value = new Decimal();
        final boolean exact = DecimalReader.read(digits, 0, digits.length, value) == DecimalReader.Outcome.OK;
        return exact && value.mantissa > 0 ? value : null;
    }
}
