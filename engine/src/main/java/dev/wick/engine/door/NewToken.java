package dev.wick.engine.door;

import java.util.random.RandomGenerator;

/**
 * A token just made, and the line by which the tokens file knows it. Immutable; its text shows no token.
 *
 * @param token the secret
 * @param line for the file
 */
public record NewToken(String token, String line) {
    /**
     * Makes one.
     *
     * @param name whose it is
     * @param venues such as {@code binance:spot,okx}; empty for all
     * @param random a cryptographically strong one
     * @throws DoorException if the file would not take such a name, or such venues
     */
    public static NewToken make(final String name, final String venues, final RandomGenerator random)
            throws DoorException {
        final String token = TokenHash.newToken(random);
        final String line = (name + " " + TokenHash.hex(token) + " " + venues).strip();
        TokensFile.requireLine(line);
        return new NewToken(token, line);
    }

    @Override
    public String toString() {
        return "NewToken";
    }
}
