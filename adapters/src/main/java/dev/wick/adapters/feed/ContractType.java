package dev.wick.adapters.feed;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of contract that an exchange trades, by the name that users write, and its other names.
 *
 * @param name the name used everywhere inside: {@code spot}, {@code usdm}, {@code coinm}
 * @param code two letters for thread names
 * @param aliases what users may write as well
 * @param symbols the shape of its symbols, in any case, where that tells the exchange's contract types apart; else empty
 */
public record ContractType(String name, String code, List<String> aliases, String symbols) {
    static ContractType of(final String name, final String code, final String... aliases) {
        return new ContractType(name, code, List.of(aliases), "");
    }

    /** The same, with the regular expression of its symbols. */
    ContractType withSymbols(final String shape) {
        return new ContractType(name, code, aliases, shape);
    }

    /** Whether a symbol of this shape can be one of its own. */
    boolean mayHave(final String symbol) {
        return symbols.isEmpty()
                || Pattern.compile(symbols, Pattern.CASE_INSENSITIVE)
                        .matcher(symbol)
                        .matches();
    }

    boolean isCalled(final String text) {
        return name.equalsIgnoreCase(text) || aliases.stream().anyMatch(text::equalsIgnoreCase);
    }

    @Override
    public String toString() {
        return name;
    }
}
