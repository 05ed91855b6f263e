package dev.wick.adapters.feed;

/**
 * An exchange and one of its contract types: what has endpoints, limits and symbols of its own.
 *
 * @param exchange the exchange
 * @param contractType the contract type, aliases resolved
 */
public record Venue(Exchange exchange, ContractType contractType) {
    /** As in thread names: {@code bin-sp}. */
    public String code() {
        return exchange.code() + "-" + contractType.code();
    }

    @Override
    public String toString() {
        return exchange + " " + contractType;
    }
}
