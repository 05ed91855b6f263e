package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;

/** Where answers and bad news for subscribers go. Hands over to the egress's queue; any thread. */
public interface SubscriberDesk {
    /** What became of a request. */
    void resolved(SubscribeRequest request, Resolution resolution);

    /** The exchange refused a series that somebody subscribes to, in its own words. */
    void refused(Series series, String exchangeMessage);
}
