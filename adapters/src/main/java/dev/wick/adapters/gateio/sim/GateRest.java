package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.RestServer;
import dev.wick.adapters.sim.SimulatorParts;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import org.agrona.concurrent.EpochClock;

/** The REST side. Answers from the market alone, which is a pure function of time; any thread. */
final class GateRest implements RestServer.Handler {
    private static final int WINDOWS_PER_MINUTE = 6;
    private static final int NO_LIMIT = 1_000_000_000;
    private static final String TIME_PATH = "/api/v4/spot/time";
    private static final String TOO_MUCH =
            "{\"label\":\"TOO_MANY_REQUESTS\",\"message\":\"Request Rate limit Exceeded\"}";

    private final GateMarket gate;
    private final Market market;
    private final EpochClock marketClock;
    private final FaultDesk faults;
    private final EndpointMeter meter;
    private final int perWindow;
    private final CandleQuery candles;

    GateRest(final GateMarket gate, final SimulatorParts parts) {
        this.gate = gate;
        market = parts.market();
        marketClock = parts.clock();
        faults = parts.faults();
        meter = new EndpointMeter(parts.options().clock());
        final int perMinute = parts.options().wire().restWeightPerMinute();
        perWindow = perMinute > 0 ? Math.max(1, perMinute / WINDOWS_PER_MINUTE) : NO_LIMIT;
        candles = new CandleQuery(gate, market);
    }

    @Override
    public RestServer.Answer answer(final RestServer.Request request) {
        final int used = meter.add(request.path());
        final RestServer.Answer answer = used > perWindow ? RestServer.Answer.of(429, TOO_MUCH) : answerWithin(request);
        return answer.with("X-Gate-RateLimit-Limit", Integer.toString(perWindow))
                .with("X-Gate-RateLimit-Requests-Remain", Integer.toString(Math.max(0, perWindow - used)))
                .with("X-Gate-RateLimit-Reset-Timestamp", Long.toString(meter.resetS()));
    }

    private RestServer.Answer answerWithin(final RestServer.Request request) {
        final long nowMs = marketClock.time();
        final String path = request.path();
        if (path.equals(TIME_PATH)) {
            return RestServer.Answer.of(200, "{\"server_time\":" + nowMs + "}");
        }
        final String call = path.startsWith(gate.restPath())
                ? path.substring(gate.restPath().length())
                : "";
        if (call.equals("candlesticks")) {
            return candles.answer(request.parameters(), nowMs);
        }
        if (call.equals(gate == GateMarket.SPOT ? "currency_pairs" : "contracts")) {
            return RestServer.Answer.of(200, SymbolList.json(gate, listed()));
        }
        return RestServer.Answer.of(404, "{\"label\":\"NOT_FOUND\",\"message\":\"Not found\"}");
    }

    private List<Instrument> listed() {
        return market.instruments().stream()
                .filter(instrument -> !faults.isDelisted(instrument.symbol()))
                .toList();
    }

    @Override
    public String faultBody(final RestFault fault) {
        return switch (fault.kind()) {
            case TOO_MANY_REQUESTS, LIMIT_IN_BODY, BANNED -> TOO_MUCH;
            case FORBIDDEN -> "{\"label\":\"FORBIDDEN\",\"message\":\"Request forbidden\"}";
            default -> "{\"label\":\"SERVER_ERROR\",\"message\":\"Internal server error\"}";
        };
    }
}
