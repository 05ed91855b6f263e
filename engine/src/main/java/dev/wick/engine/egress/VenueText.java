package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;

/** How answers name the venue that a request meant. Stateless. */
final class VenueText {
    private VenueText() {}

    /** Adds {@code exchange} and {@code contract_type}. */
    static JsonOut put(final JsonOut out, final Exchange exchange, final String contractType) {
        final String named = contractType(exchange, contractType);
        return out.string("exchange", exchange.text())
                .raw("contract_type", named == null ? "null" : JsonOut.quoted(named));
    }

    /** By its name, whatever alias was written; if none was, the exchange's default, and null where the symbols tell. */
    static String contractType(final Exchange exchange, final String written) {
        if (written != null) {
            return exchange.venue(written)
                    .map(venue -> venue.contractType().name())
                    .orElse(written);
        }
        final boolean bySymbol = exchange.contractTypes().stream()
                .anyMatch(type -> !type.symbols().isEmpty());
        return bySymbol ? null : exchange.contractTypes().get(0).name();
    }
}
