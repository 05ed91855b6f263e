package dev.wick.engine.door;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The tokens that let somebody in, by their hashes. Immutable, any thread. */
final class Tokens {
    private final List<Access> all;
    private final List<byte[]> hashes;

    Tokens(final List<Access> all) {
        this.all = List.copyOf(all);
        hashes = all.stream()
                .map(access -> HexFormat.of().parseHex(access.hashHex()))
                .toList();
    }

    int size() {
        return all.size();
    }

    /** What a token gives, null for none. Takes equally long for each, wherever it stands and however it differs. */
    Access find(final String token) {
        final byte[] hash = TokenHash.of(token);
        Access found = null;
        for (int i = 0; i < all.size(); i++) {
            if (MessageDigest.isEqual(hash, hashes.get(i))) {
                found = all.get(i);
            }
        }
        return found;
    }

    /** Whether there still is such a token, the same in name, hash and venues. */
    boolean grants(final Access access) {
        return all.contains(access);
    }
}
