package dev.wick.engine.door;

import java.net.InetAddress;

/**
 * Keeps a server from listening where strangers can reach it without a token, unless that is wanted. Immutable.
 *
 * @param hostKey the setting of the address
 * @param allowKey the setting that allows it
 * @param isAllowed what that says
 */
record StartRule(String hostKey, String allowKey, boolean isAllowed) {
    /**
     * Lets a server listen at an address, or throws.
     *
     * @param host as the setting has it
     * @param address what that means
     * @param hasTokens whether clients would be asked for a token
     * @throws DoorException if it must not listen there
     */
    void require(final String host, final InetAddress address, final boolean hasTokens) throws DoorException {
        if (!address.isLoopbackAddress() && !hasTokens && !isAllowed) {
            throw new DoorException(
                    hostKey + "=" + host + ": other machines can reach this address, and nobody would be"
                            + " asked for a token. Make one (wick token NAME) and name its file in CONNECTOR_WSS_TOKENS_FILE;"
                            + " or let anybody in by " + allowKey + "=true; or listen on 127.0.0.1");
        }
    }
}
