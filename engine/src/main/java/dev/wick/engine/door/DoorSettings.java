package dev.wick.engine.door;

import java.util.List;

/**
 * Who may connect. Immutable.
 *
 * @param tokensFile empty for none
 * @param allowAnonymous lets the feed listen on other interfaces than loopback without tokens
 * @param opsAllowAnonymous the same for the ops server, which then asks for no token there
 * @param allowedOrigins of web pages; * for all
 * @param tls the files of TLS
 */
public record DoorSettings(
        String tokensFile,
        boolean allowAnonymous,
        boolean opsAllowAnonymous,
        List<String> allowedOrigins,
        TlsFiles tls) {
    /** Without TLS. */
    public DoorSettings(
            final String tokensFile,
            final boolean allowAnonymous,
            final boolean opsAllowAnonymous,
            final List<String> allowedOrigins) {
        this(tokensFile, allowAnonymous, opsAllowAnonymous, allowedOrigins, TlsFiles.NONE);
    }

    /** The defaults: anybody on loopback. */
    public static DoorSettings defaults() {
        return new DoorSettings("", false, false, List.of());
    }
}
