package dev.wick.engine.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the file with the hashes of tokens: {@code name sha256-hex [venue,…]} a line, {@code #} begins a comment.
 *
 * <p>Its errors name the line, and never what stands there: somebody may have written the token itself. Stateless.
 */
final class TokensFile {
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_PROBLEMS = 5;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern COMMENT = Pattern.compile("\\s#.*");
    private static final List<String> GUESSED_FIRST =
            List.of("", "token", "secret", "password", "changeme", "test", "admin", "wick");

    private final List<Access> tokens = new ArrayList<>();
    private final Map<String, Integer> lineByName = new HashMap<>();
    private final Map<String, Integer> lineByHash = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private TokensFile() {}

    static Tokens read(final Path file) throws DoorException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new DoorException(
                        file + " is larger than " + MAX_BYTES + " bytes; is it the file with the tokens?");
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new DoorException(
                    "cannot read " + file + " (" + e.getClass().getSimpleName()
                            + "); it must exist, be readable for this process, and be UTF-8",
                    e);
        }
    }

    static Tokens parse(final String source, final String text) throws DoorException {
        final TokensFile file = new TokensFile();
        int number = 0;
        for (final String line : text.lines().toList()) {
            number++;
            file.line(number, line.strip());
        }
        if (!file.problems.isEmpty()) {
            throw new DoorException(source + ": " + file.summary()
                    + " (a line is: name, SHA-256 of the token, and, if it is not for all, venues; wick token NAME makes"
                    + " one)");
        }
        return new Tokens(file.tokens);
    }

    /** Throws if this is no line for such a file. */
    static void requireLine(final String line) throws DoorException {
        new TokensFile().token(1, line.split("\\s+", 3));
    }

    private void line(final int number, final String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        final String[] parts = COMMENT.matcher(line).replaceFirst("").split("\\s+", 3);
        try {
            tokens.add(token(number, parts));
        } catch (final DoorException e) {
            problems.add("line " + number + ": " + e.getMessage());
        }
    }

    private Access token(final int number, final String[] parts) throws DoorException {
        if (parts.length < 2) {
            throw new DoorException("it has no hash");
        }
        final String name = parts[0];
        if (!NAME.matcher(name).matches()) {
            throw new DoorException("its name must be 1 to 64 letters, digits, dots, hyphens and underscores");
        }
        if (!HASH.matcher(parts[1]).matches()) {
            throw new DoorException("its hash is not 64 hexadecimal digits; is it the token itself?");
        }
        final String hash = parts[1].toLowerCase(Locale.ROOT);
        if (isWeak(name, hash)) {
            throw new DoorException("its token is easy to guess; take a random one");
        }
        requireNew(lineByName.putIfAbsent(name, number), "its name");
        requireNew(lineByHash.putIfAbsent(hash, number), "its hash");
        return new Access(name, hash, parts.length < 3 ? VenueScope.ALL : VenueScope.parse(parts[2]));
    }

    private static boolean isWeak(final String name, final String hash) {
        return hash.equals(TokenHash.hex(name))
                || GUESSED_FIRST.stream().anyMatch(word -> hash.equals(TokenHash.hex(word)));
    }

    private static void requireNew(final Integer earlierLine, final String what) throws DoorException {
        if (earlierLine != null) {
            throw new DoorException(what + " is that of line " + earlierLine);
        }
    }

    private String summary() {
        final int others = problems.size() - MAX_PROBLEMS;
        final String first = String.join("; ", problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())));
        return others <= 0 ? first : first + "; and " + others + " more";
    }
}
