package dev.wick.adapters.feed;

import java.util.List;

/**
 * A kind of contract that an exchange trades, by the name that users write, and its other names.
 *
 * @param name the name used everywhere inside: {@code spot}, {@code usdm}, {@code coinm}
 * @param code two letters for thread names
 * @param aliases what users may write as well
 */
public record ContractType(String name, String code, List<String> aliases) {
    static ContractType of(final String name, final String code, final String... aliases) {
        return new ContractType(name, code, List.of(aliases));
    }

    boolean isCalled(final String text) {
        return name.equalsIgnoreCase(text) || aliases.stream().anyMatch(text::equalsIgnoreCase);
    }

    @Override
    public String toString() {
        return name;
    }
}
