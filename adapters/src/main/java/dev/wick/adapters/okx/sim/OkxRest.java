package dev.wick.adapters.okx.sim;

import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.RestServer;
import dev.wick.adapters.sim.SimulatorParts;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochClock;

/**
 * The REST side. Answers from the market alone, which is a pure function of time; any thread.
 *
 * <p>The real one counts the requests to each endpoint in windows of two seconds; here all of them are counted together, a
 * minute at a time, and only if the options say how many are allowed.
 */
final class OkxRest implements RestServer.Handler {
    private static final int NO_LIMIT = 1_000_000_000;
    private static final String NOT_FOUND = "<html><body><h2>404 Not found</h2></body></html>";
    private static final String TOO_MANY = error(50011, "Too Many Requests");
    private static final String TOO_MANY_IN_BODY =
            error(50011, "Rate limit reached. Please refer to API documentation and throttle requests accordingly.");

    private final OkxMarket okx;
    private final Market market;
    private final FaultDesk faults;
    private final EpochClock marketClock;
    private final MinuteCount count;
    private final CandleQuery candles;

    OkxRest(final OkxMarket okx, final SimulatorParts parts) {
        this.okx = okx;
        market = parts.market();
        faults = parts.faults();
        marketClock = parts.clock();
        final int perMinute = parts.options().wire().restWeightPerMinute();
        count = new MinuteCount(parts.options().clock(), perMinute > 0 ? perMinute : NO_LIMIT);
        candles = new CandleQuery(market, faults);
    }

    @Override
    public RestServer.Answer answer(final RestServer.Request request) {
        if (!count.allows()) {
            return RestServer.Answer.of(429, TOO_MANY);
        }
        final long nowMs = marketClock.time();
        final Map<String, String> parameters = request.parameters();
        return switch (request.path()) {
            case "/api/v5/public/time" -> RestServer.Answer.of(200, data("{\"ts\":\"" + nowMs + "\"}"));
            case "/api/v5/public/instruments" -> instruments(parameters.getOrDefault("instType", ""));
            case "/api/v5/market/candles" -> candles.answer(parameters, nowMs, true);
            case "/api/v5/market/history-candles" -> candles.answer(parameters, nowMs, false);
            default -> RestServer.Answer.of(404, NOT_FOUND);
        };
    }

    private RestServer.Answer instruments(final String type) {
        if (!type.matches("SPOT|MARGIN|SWAP|FUTURES|OPTION")) {
            return RestServer.Answer.of(400, error(51000, "Parameter instType error"));
        }
        final List<Instrument> listed = market.instruments().stream()
                .filter(instrument -> type.equals(okx.name()) && !faults.isDelisted(instrument.symbol()))
                .toList();
        return RestServer.Answer.of(200, data(InstrumentList.json(okx, listed)));
    }

    /** An answer's body around its data, which are without their brackets. */
    static String data(final String elements) {
        return "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + elements + "]}";
    }

    /** The body of a refusal. */
    static String error(final int code, final String message) {
        return "{\"code\":\"" + code + "\",\"data\":[],\"msg\":" + Quoted.of(message) + "}";
    }

    @Override
    public boolean limitsInBody() {
        return true;
    }

    @Override
    public String faultBody(final RestFault fault) {
        return switch (fault.kind()) {
            case LIMIT_IN_BODY -> TOO_MANY_IN_BODY;
            case TOO_MANY_REQUESTS, BANNED -> TOO_MANY;
            case FORBIDDEN -> "error code: 1015";
            default -> error(50026, "System error. Try again later");
        };
    }
}
