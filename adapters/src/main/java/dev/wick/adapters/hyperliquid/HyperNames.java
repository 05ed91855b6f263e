package dev.wick.adapters.hyperliquid;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What trades, by the names for people and by those on the wire; as one list told it. Immutable; any thread.
 *
 * <p>Perpetuals have one name for both. Of spot, all pairs but {@code PURR/USDC} are called {@code @N} on the wire.
 */
final class HyperNames {
    /** Nothing is known yet. */
    static final HyperNames NONE = new HyperNames(new LinkedHashMap<>());

    private final Map<String, String> coins;
    private final Map<String, String> names = new HashMap<>();
    /** From small letters to the name; to nothing where two names differ by nothing else. */
    private final Map<String, Optional<String>> anyCase = new HashMap<>();

    /**
     * One list.
     *
     * @param coins from names to what they are called on the wire, in the exchange's order
     */
    HyperNames(final Map<String, String> coins) {
        this.coins = new LinkedHashMap<>(coins);
        coins.forEach((name, coin) -> {
            names.put(coin, name);
            anyCase.merge(name.toLowerCase(Locale.ROOT), Optional.of(name), (one, other) -> Optional.empty());
        });
    }

    /** Whether there is no list yet. */
    boolean isEmpty() {
        return coins.isEmpty();
    }

    /** The names for people, in the exchange's order. */
    List<String> all() {
        return List.copyOf(coins.keySet());
    }

    /** What people call what somebody wrote: by its name, in any case, or by what it is on the wire; else as it is. */
    String canonical(final String written) {
        if (coins.containsKey(written)) {
            return written;
        }
        final String name = names.get(written);
        return name != null
                ? name
                : anyCase.getOrDefault(written.toLowerCase(Locale.ROOT), Optional.empty())
                        .orElse(written);
    }

    /** What a name, or itself, is called on the wire, if it is listed. */
    Optional<String> coin(final String symbol) {
        final String coin = coins.get(symbol);
        return coin == null && names.containsKey(symbol) ? Optional.of(symbol) : Optional.ofNullable(coin);
    }
}
