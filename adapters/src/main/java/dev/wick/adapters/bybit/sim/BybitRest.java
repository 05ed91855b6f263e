package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.RestServer;
import dev.wick.adapters.sim.SimulatorParts;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochClock;

/** The REST side. Answers from the market alone, which is a pure function of time; any thread. */
final class BybitRest implements RestServer.Handler {
    private final BybitMarket bybit;
    private final Market market;
    private final EpochClock marketClock;
    private final VisitMeter visits;
    private final FaultDesk faults;
    private final KlineQuery klines;

    BybitRest(final BybitMarket bybit, final SimulatorParts parts) {
        this.bybit = bybit;
        market = parts.market();
        marketClock = parts.clock();
        faults = parts.faults();
        visits = new VisitMeter(parts.options().clock(), parts.options().wire().restWeightPerMinute());
        klines = new KlineQuery(bybit, market, faults);
    }

    /** A request that is refused, with the exchange's code and words. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(final int code, final String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    @Override
    public RestServer.Answer answer(final RestServer.Request request) {
        if (!visits.allows()) {
            return RestServer.Answer.of(403, tooFrequent());
        }
        final long nowMs = marketClock.time();
        try {
            final String result = result(request.path(), request.parameters(), nowMs);
            return result == null
                    ? RestServer.Answer.of(404, "")
                    : RestServer.Answer.of(200, envelope(0, "OK", result, nowMs));
        } catch (final Refused e) {
            return RestServer.Answer.of(200, envelope(e.code, e.getMessage(), "{}", nowMs));
        }
    }

    private String result(final String path, final Map<String, String> parameters, final long nowMs) throws Refused {
        return switch (path) {
            case "/v5/market/time" ->
                "{\"timeSecond\":\"" + nowMs / 1_000 + "\",\"timeNano\":\"" + nowMs * 1_000_000L + "\"}";
            case "/v5/market/kline" -> klines.result(parameters, nowMs);
            case "/v5/market/instruments-info" -> InstrumentsInfo.result(bybit, listed(), parameters);
            default -> null;
        };
    }

    private List<Instrument> listed() {
        return market.instruments().stream()
                .filter(instrument -> !faults.isDelisted(instrument.symbol()))
                .toList();
    }

    private static String envelope(final int code, final String message, final String result, final long nowMs) {
        return "{\"retCode\":" + code + ",\"retMsg\":\"" + message + "\",\"result\":" + result
                + ",\"retExtInfo\":{},\"time\":" + nowMs + "}";
    }

    /** The words are documented, the form is not. */
    private String tooFrequent() {
        return envelope(403, "access too frequent", "{}", marketClock.time());
    }

    @Override
    public boolean limitsInBody() {
        return true;
    }

    @Override
    public String faultBody(final RestFault fault) {
        return switch (fault.kind()) {
            case LIMIT_IN_BODY -> envelope(10006, "Too many visits!", "{}", marketClock.time());
            case TOO_MANY_REQUESTS -> envelope(10429, "System level frequency protection", "{}", marketClock.time());
            case FORBIDDEN, BANNED -> tooFrequent();
            default -> envelope(10016, "Server error.", "{}", marketClock.time());
        };
    }
}
