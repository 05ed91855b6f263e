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
            ContractType.of("coinm", "cm", "cm", "coin-m")),
    /** Its symbols say by themselves what they are: {@code BTC-USDT}, {@code BTC-USD-SWAP}, {@code BTC-USD-261225}. */
    OKX(
            "okx",
            ContractType.of("spot", "sp").withSymbols("[^-]+-[^-]+"),
            ContractType.of("swap", "sw").withSymbols("[^-]+-[^-]+-SWAP"),
            ContractType.of("futures", "fu").withSymbols("[^-]+-[^-]+-\\d{6}")),
    BYBIT(
            "byb",
            ContractType.of("spot", "sp"),
            ContractType.of("linear", "li", "um", "usd-m", "perp"),
            ContractType.of("inverse", "in", "cm", "coin-m")),
    GATEIO(
            "gat",
            ContractType.of("spot", "sp"),
            ContractType.of("um", "um", "usd-m"),
            ContractType.of("cm", "cm", "coin-m")),
    HYPERLIQUID(
            "hyp",
            ContractType.of("usdm", "um", "usd-m", "perp", "swap"),
            ContractType.of("coinm", "cm", "cm"),
            ContractType.of("spot", "sp"));

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

    /**
     * Where a symbol trades, by the contract type's name or alias; for null by the symbol's shape where that tells, else of
     * the default type.
     */
    public Optional<Venue> venueOf(final String contractType, final String symbol) {
        if (contractType != null) {
            return venue(contractType);
        }
        for (final ContractType type : contractTypes) {
            if (type.mayHave(symbol)) {
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
