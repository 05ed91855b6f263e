package dev.wick.engine.door;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys from files in PEM. Its errors name the file and show nothing of it. Stateless. */
final class PemFile {
    private static final long MAX_BYTES = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final Pattern LABEL = Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFile() {}

    /** All certificates of a file, in their order; at least one. */
    static List<X509Certificate> certificates(final Path file) throws DoorException {
        final List<X509Certificate> found = new ArrayList<>();
        final Matcher blocks = BLOCK.matcher(text(file));
        try {
            final CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (blocks.find()) {
                if ("CERTIFICATE".equals(blocks.group(1))) {
                    found.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(bytes(blocks.group(2)))));
                }
            }
        } catch (final CertificateException | IllegalArgumentException e) {
            throw new DoorException("certificate " + (found.size() + 1) + " in " + file + " cannot be read", e);
        }
        if (found.isEmpty()) {
            throw new DoorException(file + " has no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        }
        return found;
    }

    /** The one private key of a file, in PKCS#8 and unencrypted. */
    static PrivateKey key(final Path file) throws DoorException {
        final String text = text(file);
        final Matcher label = LABEL.matcher(text);
        if (!label.find()) {
            throw new DoorException(file + " has no private key in PEM (-----BEGIN PRIVATE KEY-----)");
        }
        if (!"PRIVATE KEY".equals(label.group(1))) {
            final boolean isEncrypted = label.group(1).startsWith("ENCRYPTED");
            throw new DoorException(
                    file + " has its private key " + (isEncrypted ? "encrypted" : "in another form than PKCS#8")
                            + "; convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out NEW_FILE");
        }
        final Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if ("PRIVATE KEY".equals(blocks.group(1))) {
                return key(file, blocks.group(2));
            }
        }
        throw new DoorException("the private key in " + file + " is not whole");
    }

    private static PrivateKey key(final Path file, final String base64) throws DoorException {
        for (final String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes(base64)));
            } catch (final GeneralSecurityException | IllegalArgumentException e) {
                // Then it is one of another kind; that it is none at all is said below.
            }
        }
        // Without a cause: that might show something of the key.
        throw new DoorException("the private key in " + file + " cannot be read: it must be RSA, EC or Ed25519");
    }

    private static byte[] bytes(final String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private static String text(final Path file) throws DoorException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new DoorException(file + " is larger than " + MAX_BYTES + " bytes; is it the right file?");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw new DoorException(
                    "cannot read " + file + " (" + e.getClass().getSimpleName()
                            + "); it must exist and be readable for this process",
                    e);
        }
    }
}
