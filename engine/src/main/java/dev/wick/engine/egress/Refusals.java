package dev.wick.engine.egress;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Says why symbols were refused. Stateless. */
final class Refusals {
    /** So many symbols of a request are explained one by one. */
    private static final int MAX_REASONS = 10;

    private Refusals() {}

    /** Nothing of a request was accepted. */
    static ErrorReply ofAll(final Selector asked, final Resolution resolution) {
        final String message = resolution.refused().isEmpty() ? resolution.error() : reasons(resolution.refused());
        return of(asked, asked.symbols(), message, resolution);
    }

    /** Some of the symbols of a request were refused. */
    static ErrorReply ofSome(final Selector asked, final Resolution resolution) {
        final List<String> symbols =
                resolution.refused().stream().map(Resolution.Refusal::symbol).toList();
        return of(asked, symbols, reasons(resolution.refused()), resolution);
    }

    private static ErrorReply of(
            final Selector asked, final List<String> symbols, final String message, final Resolution resolution) {
        final String words = resolution.refused().stream()
                .map(Resolution.Refusal::exchangeMessage)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; "));
        return new ErrorReply(
                "refused",
                message,
                resolution.systemMessage() == null ? "refused" : resolution.systemMessage(),
                asked.exchange().text(),
                VenueText.contractType(asked.exchange(), asked.contractType()),
                symbols,
                words.isEmpty() ? null : words);
    }

    private static String reasons(final List<Resolution.Refusal> refused) {
        final String explained = refused.stream()
                .limit(MAX_REASONS)
                .map(r -> r.symbol() + ": " + r.reason())
                .collect(Collectors.joining("; "));
        final int others = refused.size() - MAX_REASONS;
        return others <= 0 ? explained : explained + "; and " + others + " more, see symbols";
    }
}
