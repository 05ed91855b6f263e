package dev.wick.engine.egress;

/** What the egress asks of the supervisor; each call only hands over to its queue. Called by the egress thread. */
public interface Demand {
    /** Find the series of these words, or, for all, see whether the venue has the interval; answered by {@link EgressAgent#resolved}, always, once. */
    void resolve(SubscribeRequest request);

    /** The same for a page of history, without taking anything up; answered by {@link EgressAgent#found}, always, once. */
    void find(HistoryRequest request);

    /** The first subscriber of a series has come, not counting those that only watch. */
    void want(int seriesId);

    /** The last such subscriber of a series has gone. */
    void release(int seriesId);

    /** Fetch closed candles for one subscriber; answered by {@link EgressAgent#fetched}, once, unless it is cancelled. */
    void fetch(FetchRequest request);
}
