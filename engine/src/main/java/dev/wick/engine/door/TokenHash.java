package dev.wick.engine.door;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes tokens, and the SHA-256 by which they are known. Stateless, any thread.
 *
 * <p>A plain, fast hash is right here: a token is 256 random bits, so nobody finds one by trying, whatever a try costs. Slow
 * hashes are for passwords that people choose.
 */
final class TokenHash {
    private static final int TOKEN_BYTES = 32;

    private TokenHash() {}

    /**
     * A new token: 32 bytes as base64url, 43 characters.
     *
     * @param random a cryptographically strong one
     */
    static String newToken(final RandomGenerator random) {
        final byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The hash of a token as 64 hexadecimal digits. */
    static String hex(final String token) {
        return HexFormat.of().formatHex(of(token));
    }

    static byte[] of(final String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
