package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.egress.FetchAnswer;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.GapEvent;
import dev.wick.engine.egress.HistoryRequest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;

/** Where answers and bad news for subscribers go. Hands over to the egress's queue; any thread. */
public interface SubscriberDesk {
    /** What became of a request. */
    void resolved(SubscribeRequest request, Resolution resolution);

    /** What became of a request for history. */
    void found(HistoryRequest request, Resolution resolution);

    /** What REST had for a subscriber that asks for more of the past than is in memory. */
    void fetched(FetchRequest request, FetchAnswer answer);

    /** The engine delivers this series from now on: it is named in the settings, or somebody wants it. */
    void carried(Series series);

    /** The engine does not deliver this series any more: nobody has wanted it for a while. */
    void dropped(Series series);

    /** The exchange refused a series that somebody subscribes to, in its own words. */
    void refused(Series series, String exchangeMessage);

    /**
     * A series is in another state than before.
     *
     * @param state {@code LIVE}, {@code STALE}, {@code RECOVERING} or {@code DELISTED}
     * @param reason for people
     * @param timeMs since when, UTC ms
     */
    void status(Series series, String state, String reason, long timeMs);

    /** Something has become known about candles that are missing. */
    void gap(GapEvent event);
}
