package dev.wick.test.soak;

import java.util.Locale;

/**
 * What the run showed, for people.
 *
 * @param isFlat whether nothing grew
 */
record SoakReport(boolean isFlat, String text) {
    static SoakReport of(final Curve curve, final String traffic) {
        final StringBuilder text = new StringBuilder(curve.table());
        boolean isFlat = true;
        for (final Gauge gauge : Gauge.values()) {
            final GrowthJudge.Verdict verdict = curve.verdict(gauge);
            isFlat &= !verdict.isGrowing();
            text.append(String.format(
                    Locale.ROOT,
                    "soak: %-18s level %10.2f, growth after the first third %8.2f, tolerated %7.2f: %s%n",
                    gauge.title(),
                    verdict.level(),
                    verdict.growth(),
                    verdict.tolerance(),
                    verdict.isGrowing() ? "GROWS" : "flat"));
        }
        return new SoakReport(
                isFlat, text.append("soak: ").append(traffic).append('\n').toString());
    }
}
