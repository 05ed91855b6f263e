package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.door.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says whether somebody asks for venues that his token is not for. Stateless. */
final class VenueCheck {
    private VenueCheck() {}

    /**
     * What he is told if he does, else null.
     *
     * @param contractType as he wrote it; null if the symbols tell, or the exchange's default holds
     */
    static ErrorReply problem(
            final Access access, final Exchange exchange, final String contractType, final List<String> symbols) {
        final List<String> forbidden = new ArrayList<>();
        for (final String symbol : symbols) {
            final Optional<Venue> venue = exchange.venueOf(contractType, symbol);
            // What has no venue here may mean any of them.
            if (venue.isPresent() ? !access.allows(venue.get()) : !access.allowsAllOf(exchange)) {
                forbidden.add(symbol);
            }
        }
        if (forbidden.isEmpty()) {
            return null;
        }
        return new ErrorReply(
                "forbidden",
                "your token is not for this exchange and contract type; ask for another, or leave these symbols out",
                "forbidden",
                exchange.text(),
                contractType,
                forbidden,
                null);
    }
}
