package dev.wick.engine.config;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All keys that there are: the settings, then those of every venue. */
final class Keys {
    private static final Kind WS_ADDRESS = new Kind.Address(List.of("ws", "wss"), 2);
    private static final Kind REST_ADDRESS = new Kind.Address(List.of("http", "https"), 1);

    private static final Kind LEGS = new Kind.FewOrEmpty(2);

    private static final List<Key> ALL = collect();

    private Keys() {}

    /** In the order of the settings file. */
    static List<Key> all() {
        return ALL;
    }

    /** All venues. */
    static List<Venue> venues() {
        final List<Venue> venues = new ArrayList<>();
        for (final Exchange exchange : Exchange.values()) {
            for (final ContractType type : exchange.contractTypes()) {
                venues.add(new Venue(exchange, type));
            }
        }
        return venues;
    }

    /** Where a venue's WebSocket is reached. */
    static Key wsUrl(final Venue venue) {
        return ofVenue(venue, "WS_URL", WS_ADDRESS, "WebSocket address of " + venue + ".");
    }

    /** Where a venue's REST is reached. */
    static Key restUrl(final Venue venue) {
        return ofVenue(venue, "REST_URL", REST_ADDRESS, "REST address of " + venue + ".");
    }

    /** How many connections carry each series of a venue. */
    static Key redundantLegs(final Venue venue) {
        return ofVenue(
                venue,
                "REDUNDANT_LEGS",
                LEGS,
                "Connections that carry each series of " + venue + "; empty: as all venues.");
    }

    private static Key ofVenue(final Venue venue, final String name, final Kind kind, final String description) {
        final String exchange = venue.exchange().text();
        final String type = venue.contractType().name();
        return new Key(
                Group.VENUES,
                Key.ENVIRONMENT_PREFIX + (exchange + "_" + type + "_" + name).toUpperCase(Locale.ROOT),
                "connector." + exchange + "." + type + "."
                        + name.toLowerCase(Locale.ROOT).replace('_', '-'),
                kind,
                "",
                description);
    }

    private static List<Key> collect() {
        final List<Key> keys = new ArrayList<>();
        for (final Setting setting : Setting.values()) {
            keys.add(setting.key());
        }
        for (final Venue venue : venues()) {
            keys.add(wsUrl(venue));
            keys.add(restUrl(venue));
            keys.add(redundantLegs(venue));
        }
        return List.copyOf(keys);
    }
}
