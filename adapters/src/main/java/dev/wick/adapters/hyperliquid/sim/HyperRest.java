package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.RestServer;
import dev.wick.adapters.sim.SimulatorParts;
import java.util.Map;

/**
 * The REST side: {@code POST /info} with the kind of request in the body. Answers from the market alone, which is a pure
 * function of time; any thread.
 */
final class HyperRest implements RestServer.Handler {
    private static final int NO_LIMIT = 1_000_000_000;
    private static final int WEIGHT = 20;
    private static final int LIGHT_WEIGHT = 2;
    private static final String NOT_JSON = "Failed to parse the request body as JSON";
    private static final String BAD_BODY = "Failed to deserialize the JSON body into the target type";
    /** What errors without words have for a body. */
    private static final String NULL = "null";

    private final SimulatorParts parts;
    private final MetaText meta;
    private final SnapshotQuery snapshots;
    private final MinuteMeter meter;
    private final int weightPerMinute;

    HyperRest(final HyperListing listing, final SimulatorParts parts, final MinuteMeter meter) {
        this.parts = parts;
        this.meter = meter;
        meta = new MetaText(listing, parts.faults());
        snapshots = new SnapshotQuery(listing, parts.market());
        final int weight = parts.options().wire().restWeightPerMinute();
        weightPerMinute = weight > 0 ? weight : NO_LIMIT;
    }

    @Override
    public RestServer.Answer answer(final RestServer.Request request) {
        if (!request.path().equals("/info")) {
            return plain(404, "");
        }
        if (!request.method().equals("POST")) {
            return plain(405, "");
        }
        try {
            return JsonText.read(request.body()) instanceof Map<?, ?> members ? weighed(members) : plain(422, BAD_BODY);
        } catch (final JsonText.Malformed e) {
            return plain(400, NOT_JSON);
        }
    }

    private RestServer.Answer weighed(final Map<?, ?> request) {
        final int weight = "exchangeStatus".equals(request.get("type")) ? LIGHT_WEIGHT : WEIGHT;
        return meter.add(weight) > weightPerMinute ? RestServer.Answer.of(429, NULL) : answerTo(request);
    }

    private RestServer.Answer answerTo(final Map<?, ?> request) {
        final Object type = request.get("type");
        if (!(type instanceof String name)) {
            return plain(422, BAD_BODY);
        }
        return switch (name) {
            case "meta" -> RestServer.Answer.of(200, meta.meta(request.get("dex") instanceof String dex ? dex : ""));
            case "perpDexs" -> RestServer.Answer.of(200, meta.perpDexs());
            case "spotMeta" -> RestServer.Answer.of(200, meta.spotMeta());
            case "exchangeStatus" ->
                RestServer.Answer.of(200, "{\"time\":" + parts.clock().time() + ",\"specialStatuses\":null}");
            case "candleSnapshot" -> snapshot(request.get("req"));
            default -> plain(422, BAD_BODY);
        };
    }

    private RestServer.Answer snapshot(final Object query) {
        final SnapshotQuery.Result result =
                snapshots.answer(query, parts.clock().time());
        if (result == null) {
            return plain(422, BAD_BODY);
        }
        meter.add(result.rows() / SnapshotQuery.ROWS_PER_WEIGHT);
        return RestServer.Answer.of(result.status(), result.body());
    }

    private static RestServer.Answer plain(final int status, final String body) {
        return RestServer.Answer.of(status, body).with("Content-Type", "text/plain; charset=utf-8");
    }

    @Override
    public String faultBody(final RestFault fault) {
        return NULL;
    }
}
