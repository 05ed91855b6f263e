package dev.wick.test.chaos;

import dev.wick.test.host.FeedLink;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One subscriber through all its connections: after each loss it comes back and resumes behind the last closed candle that it
 * has of each series. Driven by the run's thread; messages come on the client's threads. Guarded by itself.
 */
final class ChaosSubscriber {
    /** How one behaves. */
    enum Kind {
        /** Stays, and comes back at once. */
        STEADY,
        /** Comes and goes. */
        VISITOR,
        /** Stays, and stops reading now and then. */
        STALLER
    }

    private static final int MAX_UNANSWERED = 16;
    private static final long ASK_AGAIN_MS = 1_500;
    private static final long MAX_PAUSE_MS = 1_000;
    /**
     * So long after it connected a watermark is no promise to it: the engine speaks of what it has published, and the
     * subscriber is still being served what it missed.
     */
    private static final long CATCH_UP_MS = 10_000;

    private final String name;
    private final Kind kind;
    private final boolean closedOnly;
    private final int snapshot;
    private final Random random;
    private final HttpClient client;
    private final ChaosWorld world;
    private final Map<SeriesKey, Notebook> notebooks = new LinkedHashMap<>();
    private final Map<String, SeriesKey> asked = new HashMap<>();
    private final ArrayDeque<SeriesKey> toAsk = new ArrayDeque<>();
    private final Map<SeriesKey, Long> askAgainAtMs = new HashMap<>();
    private final Map<String, Long> events = new TreeMap<>();
    private FeedLink link;
    private boolean isGreeted;
    private boolean isAway;
    private boolean isStalled;
    private int links;
    private int requests;
    private int life;
    private long connectAtMs;
    private long connectedAtMs;
    private long changeAtMs;

    /**
     * Not connected yet.
     *
     * @param snapshot how many closed candles it wants to begin with; 0 for none
     */
    ChaosSubscriber(
            final String name,
            final Kind kind,
            final Collection<SeriesKey> series,
            final boolean closedOnly,
            final int snapshot,
            final long seed,
            final HttpClient client,
            final ChaosWorld world) {
        this.name = name;
        this.kind = kind;
        this.closedOnly = closedOnly;
        this.snapshot = snapshot;
        random = new Random(seed);
        this.client = client;
        this.world = world;
        series.forEach(one -> notebooks.put(one, new Notebook(name, one)));
        changeAtMs = world.nowMs() + pause();
    }

    /** Does what is due. */
    synchronized void tick(final long nowMs, final URI feed, final int newLife) {
        if (life != newLife && link != null) {
            life = newLife;
            drop(nowMs);
        }
        life = newLife;
        if (nowMs >= changeAtMs && !world.isSettling()) {
            change(nowMs);
        }
        if (link != null && link.isOver()) {
            count("lost");
            drop(nowMs);
        }
        if (link == null && !isAway && feed != null && nowMs >= connectAtMs) {
            links++;
            count("came");
            final int number = links;
            link = new FeedLink(client, feed, message -> onMessage(number, message));
            isGreeted = false;
        }
        if (link != null && link.isOpen()) {
            talk(nowMs);
        }
    }

    private void change(final long nowMs) {
        if (kind == Kind.VISITOR) {
            isAway = !isAway;
            if (isAway && link != null) {
                count("went");
                link.abort();
                drop(nowMs);
            }
        } else if (kind == Kind.STALLER) {
            isStalled = !isStalled;
            count(isStalled ? "stalled" : "read on");
            if (link != null) {
                link.stall(isStalled);
            }
        }
        changeAtMs = nowMs + pause();
    }

    private long pause() {
        return switch (kind) {
            case STEADY -> Long.MAX_VALUE / 2;
            case STALLER -> 1_000L + random.nextInt(isStalled ? 8_000 : 15_000);
            case VISITOR -> isAway ? awayMs() : 3_000L + random.nextInt(20_000);
        };
    }

    private long awayMs() {
        return 200L + random.nextInt(random.nextInt(8) == 0 ? (int) world.longestAwayMs() : 10_000);
    }

    /** Ends all that keeps it from receiving. */
    synchronized void settle() {
        isAway = false;
        isStalled = false;
        if (link != null) {
            link.stall(false);
        }
    }

    private void drop(final long nowMs) {
        link.abort();
        link = null;
        asked.clear();
        toAsk.clear();
        askAgainAtMs.clear();
        connectAtMs = nowMs + random.nextInt((int) MAX_PAUSE_MS);
    }

    private void talk(final long nowMs) {
        if (!isGreeted) {
            isGreeted = true;
            connectedAtMs = nowMs;
            toAsk.addAll(notebooks.keySet());
            link.stall(isStalled);
        }
        askAgainAtMs.entrySet().removeIf(entry -> {
            final boolean isDue = nowMs >= entry.getValue();
            if (isDue) {
                toAsk.add(entry.getKey());
            }
            return isDue;
        });
        while (!toAsk.isEmpty() && asked.size() < MAX_UNANSWERED) {
            subscribe(toAsk.poll());
        }
    }

    private void subscribe(final SeriesKey series) {
        final String id = links + "-" + ++requests;
        final Receipt last = notebooks.get(series).last();
        final StringBuilder request = new StringBuilder("{\"op\":\"subscribe\",\"id\":\"" + id + "\",\"exchange\":\""
                + series.exchange() + "\",\"contract_type\":\"" + series.contractType() + "\",\"interval\":\""
                + ChaosVenue.INTERVAL + "\",\"symbols\":[\"" + series.symbol() + "\"],\"closed_only\":" + closedOnly);
        if (last != null) {
            request.append(",\"since\":").append(last.openTimeMs());
            if (last.revision() > 0) {
                request.append(",\"since_revision\":").append(last.revision());
            }
        } else if (snapshot > 0) {
            request.append(",\"snapshot\":").append(snapshot);
        }
        asked.put(id, series);
        link.send(request.append('}').toString());
    }

    /** Asks where the watermarks stand. */
    synchronized void list() {
        if (link != null && link.isOpen()) {
            link.send("{\"op\":\"list\",\"id\":\"" + links + "-list\"}");
        }
    }

    private synchronized void onMessage(final int number, final Map<String, Object> message) {
        if (number != links || link == null) {
            return;
        }
        switch ((String) message.get("type")) {
            case "quote" -> onQuote(message);
            case "subscribed" -> onSubscribed(message);
            case "error" -> onError(message);
            case "status" -> onStatus(message);
            case "subscriptions" -> Watermarks.read(message, this::onWatermark);
            default -> count((String) message.get("type"));
        }
    }

    private void onQuote(final Map<String, Object> quote) {
        final SeriesKey series = SeriesKey.of(quote);
        final Notebook notebook = notebooks.get(series);
        if (notebook == null) {
            throw new IllegalStateException(name + " did not ask for " + series);
        }
        final long openTimeMs = ((Number) quote.get("open_time")).longValue();
        notebook.sawQuote(openTimeMs);
        if (Boolean.TRUE.equals(quote.get("is_closed_candle"))) {
            notebook.received(new Receipt(
                    openTimeMs,
                    ((Number) quote.get("revision")).intValue(),
                    world.shared(Values.of(quote)),
                    (String) quote.get("finality"),
                    (String) quote.get("source"),
                    world.nowMs(),
                    links));
        }
    }

    private void onSubscribed(final Map<String, Object> message) {
        final SeriesKey series = asked.remove((String) message.get("id"));
        final Notebook notebook = notebooks.get(series);
        if (notebook.last() == null) {
            final ChaosVenue venue = world.venue(series);
            notebook.acknowledged(venue.formingMs(), world.isBorn() && !venue.isOnDemand(series));
        } else {
            count("resumed");
        }
    }

    private void onError(final Map<String, Object> message) {
        final Object id = message.get("id");
        final SeriesKey series = id == null ? null : asked.remove((String) id);
        count("error " + message.get("system_message"));
        world.note(name + " was told: " + message);
        if ("since_unavailable".equals(message.get("system_message"))) {
            // What follows has a hole: to come back later with the same "since" leaves none.
            drop(world.nowMs());
        } else if (series != null) {
            askAgainAtMs.put(series, world.nowMs() + ASK_AGAIN_MS);
        }
    }

    private void onStatus(final Map<String, Object> message) {
        final Object state = message.get("state");
        count("status " + (state == null ? message.get("event") : state));
        if (state != null) {
            world.onStatus(SeriesKey.of(message), (String) state);
        }
        Watermarks.readStatus(message, this::onWatermark);
    }

    private void onWatermark(final SeriesKey series, final long watermarkMs) {
        final Notebook notebook = notebooks.get(series);
        if (notebook != null && kind == Kind.STEADY && world.nowMs() - connectedAtMs > CATCH_UP_MS) {
            notebook.claimed(new Notebook.Claim(
                    watermarkMs, world.venue(series).exchange().timeMs(), world.nowMs()));
        }
    }

    private void count(final String event) {
        events.merge(event, 1L, Long::sum);
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    Collection<Notebook> notebooks() {
        return notebooks.values();
    }

    /** What happened to it, and how often. */
    synchronized Map<String, Long> events() {
        return new ConcurrentHashMap<>(events);
    }

    synchronized void hangUp() {
        isAway = true;
        if (link != null) {
            link.abort();
            link = null;
        }
    }
}
