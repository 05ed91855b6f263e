package dev.wick.test.chaos;

import dev.wick.adapters.sim.MadeCandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares what subscribers received with what the exchanges made. Stateless but for what it found; one thread. */
final class Checker {
    /** A candle that the watermark has passed is on its way for so long at most, ms: both go through the same process. */
    static final long ON_ITS_WAY_MS = 3_000;

    private static final Set<String> BY_STREAM = Set.of("exchange", "successor");

    private record Told(SeriesKey series, long openTimeMs, int revision) {}

    private record Teller(String subscriber, Values values) {}

    private final List<Finding> findings = new ArrayList<>();
    private final Map<Told, Teller> told = new HashMap<>();
    private long owed;
    private long delivered;
    private long revisions;
    private long excused;
    private long claims;

    /**
     * Checks one subscriber's notes of one series.
     *
     * @param untilMs candles that close before this are owed, UTC ms of the exchange
     */
    void check(final Notebook notebook, final Truth truth, final long untilMs) {
        final Map<Long, List<Receipt>> byOpenTime = new TreeMap<>();
        for (final Receipt receipt : notebook.receipts()) {
            byOpenTime
                    .computeIfAbsent(receipt.openTimeMs(), key -> new ArrayList<>())
                    .add(receipt);
        }
        final Map<Long, MadeCandle> made = new HashMap<>();
        truth.made().forEach(candle -> made.put(candle.openTimeMs(), candle));
        for (final List<Receipt> receipts : byOpenTime.values()) {
            checkReceipts(notebook, truth, receipts, made);
        }
        for (final MadeCandle candle : truth.made()) {
            checkOwed(notebook, truth, candle, byOpenTime, untilMs);
        }
        for (final Notebook.Claim claim : notebook.claims()) {
            checkClaim(notebook, truth, claim, byOpenTime);
        }
    }

    private void checkReceipts(
            final Notebook notebook,
            final Truth truth,
            final List<Receipt> receipts,
            final Map<Long, MadeCandle> made) {
        Receipt before = null;
        for (final Receipt receipt : receipts) {
            checkRevision(notebook, before, receipt);
            checkOrigin(notebook, truth, receipt);
            checkAgreement(notebook, receipt);
            before = receipt;
        }
        delivered++;
        final long openTimeMs = before.openTimeMs();
        final MadeCandle candle = made.get(openTimeMs);
        if (candle == null) {
            final boolean isOfThePast =
                    truth.made().isEmpty() || openTimeMs < truth.made().get(0).openTimeMs();
            if (truth.isExcused(openTimeMs) || isOfThePast) {
                excused++;
            } else {
                found(Finding.Kind.INVENTED, notebook, openTimeMs, "received " + before);
            }
        } else if (!before.values().isExactly(candle)) {
            found(Finding.Kind.WRONG, notebook, openTimeMs, "made " + candle + ", received last " + before);
        }
    }

    private void checkRevision(final Notebook notebook, final Receipt before, final Receipt receipt) {
        final long openTimeMs = receipt.openTimeMs();
        if (before == null) {
            if (receipt.revision() != 0 && openTimeMs >= notebook.owedFromMs()) {
                found(Finding.Kind.REVISIONS, notebook, openTimeMs, "began with " + receipt);
            }
            return;
        }
        revisions++;
        if (receipt.revision() == before.revision()) {
            found(Finding.Kind.TWICE, notebook, openTimeMs, "first " + before + ", then " + receipt);
        } else if (receipt.revision() != before.revision() + 1) {
            found(Finding.Kind.REVISIONS, notebook, openTimeMs, "after " + before + " came " + receipt);
        } else if (receipt.values().equals(before.values()) && receipt.values().volume() != null) {
            // Without a base volume the difference may lie in the contracts, which the feed does not show.
            found(Finding.Kind.REVISIONS, notebook, openTimeMs, "nothing new: " + before + ", then " + receipt);
        }
    }

    private void checkOrigin(final Notebook notebook, final Truth truth, final Receipt receipt) {
        final String finality = String.valueOf(receipt.finality());
        final boolean isByStream = BY_STREAM.contains(finality);
        final boolean isKnown = isByStream || Set.of("rest", "timer").contains(finality);
        final boolean isBackfill = "backfill".equals(receipt.source());
        final boolean isSourceKnown = isBackfill || "stream".equals(receipt.source());
        final boolean isOfTheVenue =
                truth.isFlagged() ? !Set.of("successor", "timer").contains(finality) : !"exchange".equals(finality);
        if (!isKnown
                || !isSourceKnown
                || !isOfTheVenue
                || (isByStream && isBackfill)
                || ("rest".equals(finality) && !isBackfill)) {
            found(Finding.Kind.ORIGIN, notebook, receipt.openTimeMs(), receipt.toString());
        }
    }

    private void checkAgreement(final Notebook notebook, final Receipt receipt) {
        final Told key = new Told(notebook.series(), receipt.openTimeMs(), receipt.revision());
        final Teller other = told.putIfAbsent(key, new Teller(notebook.subscriber(), receipt.values()));
        if (other != null
                && !other.subscriber.equals(notebook.subscriber())
                && !other.values.equals(receipt.values())) {
            found(
                    Finding.Kind.DISAGREEMENT,
                    notebook,
                    receipt.openTimeMs(),
                    other.subscriber + " was told " + other.values + ", this one " + receipt);
        }
    }

    private void checkOwed(
            final Notebook notebook,
            final Truth truth,
            final MadeCandle candle,
            final Map<Long, List<Receipt>> byOpenTime,
            final long untilMs) {
        final long openTimeMs = candle.openTimeMs();
        if (openTimeMs < notebook.owedFromMs() || candle.closeTimeMs() >= untilMs || truth.isExcused(openTimeMs)) {
            return;
        }
        owed++;
        if (!byOpenTime.containsKey(openTimeMs)) {
            found(Finding.Kind.MISSING, notebook, openTimeMs, "made " + candle);
        }
    }

    private void checkClaim(
            final Notebook notebook,
            final Truth truth,
            final Notebook.Claim claim,
            final Map<Long, List<Receipt>> byOpenTime) {
        claims++;
        if (claim.watermarkMs() >= claim.marketMs()) {
            found(Finding.Kind.WATERMARK, notebook, claim.watermarkMs(), "it had not begun yet: " + claim);
        }
        for (final MadeCandle candle : truth.made()) {
            final long openTimeMs = candle.openTimeMs();
            if (openTimeMs < notebook.owedFromMs() || openTimeMs > claim.watermarkMs() || truth.isExcused(openTimeMs)) {
                continue;
            }
            if (candle.closeTimeMs() >= claim.marketMs()) {
                found(Finding.Kind.WATERMARK, notebook, openTimeMs, "it was still forming: " + claim);
            }
            final List<Receipt> receipts = byOpenTime.get(openTimeMs);
            if (receipts == null || receipts.get(0).atMs() > claim.atMs() + ON_ITS_WAY_MS) {
                found(
                        Finding.Kind.WATERMARK,
                        notebook,
                        openTimeMs,
                        claim + ", but received " + (receipts == null ? "never" : receipts.get(0)));
            }
        }
    }

    private void found(final Finding.Kind kind, final Notebook notebook, final long openTimeMs, final String detail) {
        findings.add(new Finding(kind, notebook.subscriber(), notebook.series(), openTimeMs, detail));
    }

    List<Finding> findings() {
        return findings;
    }

    long count(final Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    /** Closed candles that were owed, over all subscribers. */
    long owed() {
        return owed;
    }

    /** Closed candles that were received, each counted once per subscriber. */
    long delivered() {
        return delivered;
    }

    /** Revisions that were received. */
    long revisions() {
        return revisions;
    }

    /** Received candles of times for which the ledger has none, and need not have. */
    long excused() {
        return excused;
    }

    /** Watermarks that were checked. */
    long claims() {
        return claims;
    }
}
