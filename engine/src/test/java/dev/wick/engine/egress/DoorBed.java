package dev.wick.engine.egress;

import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.door.NewToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A tokens file in a folder, and the door that reads it. One thread. */
final class DoorBed {
    private final Path file;
    private final SplittableRandom random = new SplittableRandom(11);
    private final List<String> lines = new ArrayList<>();
    private long nowMs;

    DoorBed(final Path folder) {
        file = folder.resolve("tokens.txt");
    }

    /** Adds a token to the file, for these venues or all, and gives it. */
    String add(final String name, final String venues) throws Exception {
        final NewToken made = NewToken.make(name, venues, random);
        lines.add(made.line());
        write();
        return made.token();
    }

    /** Takes a token out of the file. */
    void remove(final String name) throws IOException {
        lines.removeIf(line -> line.startsWith(name + " "));
        write();
    }

    /** Puts other venues behind a token's name. */
    void scope(final String name, final String venues) throws IOException {
        lines.replaceAll(line -> line.startsWith(name + " ") ? line + " " + venues : line);
        write();
    }

    /** Writes what is no tokens file. */
    void spoil() throws IOException {
        Files.writeString(file, "half a li");
    }

    void write() throws IOException {
        Files.write(file, lines);
    }

    /** A door that asks for these tokens. */
    Door door(final String... allowedOrigins) throws Exception {
        return Door.of(new DoorSettings(file.toString(), false, false, List.of(allowedOrigins)));
    }

    /** Does what the housekeeping does, until the file was looked at often enough. */
    void housekeeping(final Door door, final FeedHarness feed) {
        for (int i = 0; i < 3; i++) {
            nowMs += 1_000;
            if (door.tick(nowMs)) {
                feed.server.tokensChanged();
            }
        }
    }
}
