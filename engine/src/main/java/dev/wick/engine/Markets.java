package dev.wick.engine;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Finds the venues that the words of a command line mean, or says which there are. Stateless. */
final class Markets {
    private Markets() {}

    /** The names of all exchanges. */
    static String exchanges() {
        return Arrays.stream(Exchange.values()).map(Exchange::text).collect(Collectors.joining(", "));
    }

    /** The exchange of a name. */
    static Exchange exchange(final String name, final CommandSpec spec) {
        return Exchange.of(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no exchange is called '" + name + "'; there are: " + exchanges()));
    }

    /** The venue of a market by name or alias; the exchange's default for null. */
    static Venue venue(final Exchange exchange, final String market, final CommandSpec spec) {
        return exchange.venue(market)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        exchange + " has no market '" + market + "', but " + exchange.contractTypes()));
    }

    /** One venue, or all of an exchange for null. */
    static List<Venue> venues(final Exchange exchange, final String market, final CommandSpec spec) {
        if (market != null) {
            return List.of(venue(exchange, market, spec));
        }
        return exchange.contractTypes().stream()
                .map(type -> new Venue(exchange, type))
                .toList();
    }
}
