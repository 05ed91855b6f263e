package dev.wick.adapters.okx;

import dev.wick.adapters.feed.ContractType;
import java.util.Locale;

/** A kind of instrument; the constant's name is the {@code instType} of OKX. All kinds share one address and one path. */
public enum OkxMarket {
    SPOT(false),
    SWAP(true),
    FUTURES(true);

    private final boolean countsContracts;

    OkxMarket(final boolean countsContracts) {
        this.countsContracts = countsContracts;
    }

    /** The market of a contract type of OKX. */
    static OkxMarket of(final ContractType type) {
        return valueOf(type.name().toUpperCase(Locale.ROOT));
    }

    /** Whether a row's first volume is a number of contracts, and the second is in the base currency. */
    boolean countsContracts() {
        return countsContracts;
    }
}
