package dev.wick.adapters.feed;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The exchanges that there are, each with its contract types; the first type is the default. */
public enum Exchange {
    BINANCE(
            "bin",
            ContractType.of("spot", "sp"),
            ContractType.of("usdm", "um", "um", "usd-m"),
            ContractType.of("coinm", "cm", "cm", "coin-m"));

    private final String code;
    /** Made by List.of, hence immutable, which the type cannot say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<ContractType> contractTypes;

    Exchange(final String code, final ContractType... contractTypes) {
        this.code = code;
        this.contractTypes = List.of(contractTypes);
    }

    /** The name as users write it: {@code binance}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Three letters for thread names. */
    public String code() {
        return code;
    }

    /** What it trades, the default first. */
    public List<ContractType> contractTypes() {
        return contractTypes;
    }

    /** The exchange of a name, in any case. */
    public static Optional<Exchange> of(final String text) {
        for (final Exchange exchange : values()) {
            if (exchange.name().equalsIgnoreCase(text)) {
                return Optional.of(exchange);
            }
        }
        return Optional.empty();
    }

    /** The venue of a contract type by its name or alias; of the default type for null. */
    public Optional<Venue> venue(final String contractType) {
        for (final ContractType type : contractTypes) {
            if (contractType == null || type.isCalled(contractType)) {
                return Optional.of(new Venue(this, type));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text();
    }
}
