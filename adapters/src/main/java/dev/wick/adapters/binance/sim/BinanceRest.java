package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.RestServer;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochClock;

/** The REST side. Answers from the market alone, which is a pure function of time; any thread. */
final class BinanceRest implements RestServer.Handler {
    private static final int NO_LIMIT = 1_000_000_000;
    private static final String NOT_FOUND = "<html><body><h2>404 Not found</h2></body></html>";

    private final BinanceMarket binance;
    private final Market market;
    private final EpochClock marketClock;
    private final WeightMeter meter;
    private final int weightPerMinute;
    private final FaultDesk faults;
    private final KlineQuery klines;

    BinanceRest(
            final BinanceMarket binance,
            final Market market,
            final EpochClock marketClock,
            final WeightMeter meter,
            final int weightPerMinute,
            final FaultDesk faults) {
        this.binance = binance;
        this.market = market;
        this.marketClock = marketClock;
        this.meter = meter;
        this.weightPerMinute = weightPerMinute > 0 ? weightPerMinute : NO_LIMIT;
        this.faults = faults;
        klines = new KlineQuery(binance, market);
    }

    @Override
    public RestServer.Answer answer(final RestServer.Request request) {
        final String path = request.path();
        final Map<String, String> parameters = request.parameters();
        if (!path.startsWith(binance.restPath())) {
            return RestServer.Answer.of(404, NOT_FOUND);
        }
        final String call = path.substring(binance.restPath().length());
        final long used = meter.add(weight(call, parameters));
        final RestServer.Answer answer = used > weightPerMinute ? tooMuch() : answerTo(call, parameters);
        return answer.with("X-MBX-USED-WEIGHT-1M", Long.toString(used));
    }

    private RestServer.Answer answerTo(final String call, final Map<String, String> parameters) {
        final long nowMs = marketClock.time();
        return switch (call) {
            case "ping" -> RestServer.Answer.of(200, "{}");
            case "time" -> RestServer.Answer.of(200, "{\"serverTime\":" + nowMs + "}");
            case "exchangeInfo" -> RestServer.Answer.of(200, ExchangeInfo.json(binance, listed(), nowMs, shownLimit()));
            case "klines" -> klines.answer(parameters, nowMs);
            default -> RestServer.Answer.of(404, NOT_FOUND);
        };
    }

    private List<Instrument> listed() {
        return market.instruments().stream()
                .filter(instrument -> !faults.isDelisted(instrument.symbol()))
                .toList();
    }

    private int shownLimit() {
        return weightPerMinute == NO_LIMIT ? binance.weightPerMinute() : weightPerMinute;
    }

    private int weight(final String call, final Map<String, String> parameters) {
        if (call.equals("klines")) {
            return klines.weight(parameters);
        }
        return call.equals("exchangeInfo") && binance == BinanceMarket.SPOT ? 20 : 1;
    }

    private RestServer.Answer tooMuch() {
        return RestServer.Answer.of(429, tooMuchText()).with("Retry-After", Integer.toString(meter.secondsLeft()));
    }

    private String tooMuchText() {
        return "{\"code\":-1003,\"msg\":\"Too many requests; current limit of IP(127.0.0.1) is " + shownLimit()
                + " requests per minute. Please use the websocket for live updates to avoid polling the API.\"}";
    }

    @Override
    public String faultBody(final RestFault fault) {
        return switch (fault.kind()) {
            case TOO_MANY_REQUESTS, LIMIT_IN_BODY -> tooMuchText();
            case BANNED ->
                "{\"code\":-1003,\"msg\":\"Way too much request weight used; IP banned until "
                        + (marketClock.time() + fault.retryAfterS() * 1_000L)
                        + ". Please use WebSocket Streams for live updates to avoid bans.\"}";
            default -> "{\"code\":-1000,\"msg\":\"An unknown error occurred while processing the request.\"}";
        };
    }
}
