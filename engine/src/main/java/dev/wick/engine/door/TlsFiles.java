package dev.wick.engine.door;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of TLS, in PEM. Immutable.
 *
 * @param certificate the chain, ours first; empty for no TLS
 * @param key its private key
 * @param clientCa of whom a client's certificate must come from; empty to ask for none
 */
public record TlsFiles(String certificate, String key, String clientCa) {
    /** No TLS. */
    public static final TlsFiles NONE = new TlsFiles("", "", "");

    /** Throws if one is given without another that it needs. */
    void check() throws DoorException {
        if (certificate.isEmpty() != key.isEmpty()) {
            final boolean isKeyMissing = key.isEmpty();
            throw new DoorException((isKeyMissing ? "CONNECTOR_WSS_TLS_CERT_FILE" : "CONNECTOR_WSS_TLS_KEY_FILE")
                    + " is set and " + (isKeyMissing ? "CONNECTOR_WSS_TLS_KEY_FILE" : "CONNECTOR_WSS_TLS_CERT_FILE")
                    + " is not; TLS needs both, set the other or neither");
        }
        if (!clientCa.isEmpty() && certificate.isEmpty()) {
            throw new DoorException("CONNECTOR_WSS_TLS_CLIENT_CA_FILE asks clients for certificates, which needs TLS;"
                    + " set CONNECTOR_WSS_TLS_CERT_FILE and CONNECTOR_WSS_TLS_KEY_FILE too");
        }
    }

    boolean isOn() {
        return !certificate.isEmpty();
    }

    List<Path> all() {
        final List<Path> files = new ArrayList<>(List.of(Path.of(certificate), Path.of(key)));
        if (!clientCa.isEmpty()) {
            files.add(Path.of(clientCa));
        }
        return files;
    }
}
