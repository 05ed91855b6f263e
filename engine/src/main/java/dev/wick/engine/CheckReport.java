package dev.wick.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what a check found, for people. Stateless. */
final class CheckReport {
    private static final int REMARKS_SHOWN = 10;

    private CheckReport() {}

    static List<String> lines(final List<CheckResult> results) {
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-18s %8s %10s %12s %10s %7s %11s %8s",
                "market",
                "listed",
                "subscribed",
                "acknowledged",
                "delivering",
                "quiet",
                "unexplained",
                "rejected"));
        for (final CheckResult result : results) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-18s %8d %10d %12d %10d %7d %11d %8d",
                    result.venue,
                    result.listed,
                    result.subscribed,
                    result.acknowledged,
                    result.delivering,
                    result.quiet.size(),
                    result.unexplained.size(),
                    result.rejected.size()));
        }
        for (final CheckResult result : results) {
            if (result.failure != null) {
                lines.add(result.venue + ": not checked: " + result.failure);
            }
            remarks(result, "unexplained", result.unexplained, lines);
            remarks(result, "rejected", result.rejected, lines);
        }
        return lines;
    }

    private static void remarks(
            final CheckResult result,
            final String what,
            final List<CheckResult.Remark> remarks,
            final List<String> lines) {
        for (int i = 0; i < Math.min(remarks.size(), REMARKS_SHOWN); i++) {
            final CheckResult.Remark remark = remarks.get(i);
            lines.add(result.venue + ": " + what + ": " + remark.symbol() + ": " + remark.words());
        }
        if (remarks.size() > REMARKS_SHOWN) {
            lines.add(result.venue + ": " + what + ": " + (remarks.size() - REMARKS_SHOWN) + " more");
        }
    }
}
