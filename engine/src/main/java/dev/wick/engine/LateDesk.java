package dev.wick.engine;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.egress.EgressAgent;
import dev.wick.engine.egress.FetchAnswer;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.GapEvent;
import dev.wick.engine.egress.HistoryRequest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;
import dev.wick.engine.supervisor.SubscriberDesk;

/**
 * Leads the supervisor's answers to the egress, which is built after it. Attached before any thread starts; any thread
 * afterwards.
 */
final class LateDesk implements SubscriberDesk {
    private EgressAgent egress;

    void attach(final EgressAgent agent) {
        egress = agent;
    }

    @Override
    public void resolved(final SubscribeRequest request, final Resolution resolution) {
        egress.resolved(request, resolution);
    }

    @Override
    public void found(final HistoryRequest request, final Resolution resolution) {
        egress.found(request, resolution);
    }

    @Override
    public void fetched(final FetchRequest request, final FetchAnswer answer) {
        egress.fetched(request, answer);
    }

    @Override
    public void carried(final Series series) {
        egress.carried(series);
    }

    @Override
    public void dropped(final Series series) {
        egress.dropped(series);
    }

    @Override
    public void refused(final Series series, final String exchangeMessage) {
        egress.refused(series, exchangeMessage);
    }

    @Override
    public void status(final Series series, final String state, final String reason, final long timeMs) {
        egress.status(series, state, reason, timeMs);
    }

    @Override
    public void gap(final GapEvent event) {
        egress.gap(event);
    }
}
