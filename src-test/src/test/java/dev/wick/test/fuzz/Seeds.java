package dev.wick.test.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What fuzzing starts from: the project's recorded frames and answers, own texts, and all inputs that once broke a rule. */
final class Seeds {
    private static final Path OWN = Path.of("src/test/resources/fuzz");
    private static final Path FRAMES = Path.of("src/test/resources/frames");
    private static final Path FIXTURES = Path.of("../adapters/src/test/resources");

    private Seeds() {}

    /** By names that tell where they come from. */
    static Map<String, byte[]> of(final Target target) {
        final Map<String, byte[]> seeds = new LinkedHashMap<>();
        files(OWN.resolve(target.folder())).forEach(file -> seeds.put(file.getFileName() + "", bytes(file)));
        if (target.exchange() == null) {
            return seeds;
        }
        final String exchange = target.exchange().text();
        if (target.takesFrames()) {
            files(FRAMES)
                    .filter(file -> (file.getFileName() + "").startsWith(exchange))
                    .forEach(file -> lines(file, seeds));
            files(FIXTURES.resolve(exchange)).forEach(file -> lines(file, seeds));
        } else {
            files(FIXTURES.resolve(exchange).resolve("rest"))
                    .forEach(file -> seeds.put(file.getFileName() + "", bytes(file)));
        }
        return seeds;
    }

    /** Each line is a frame; and all of them together are a connection. */
    private static void lines(final Path file, final Map<String, byte[]> into) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        final List<String> lines =
                new String(bytes(file), StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            final byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
            into.put(file.getFileName() + "-" + (i + 1), line);
            all.writeBytes(line);
            all.write(0);
        }
        into.put(file.getFileName() + "-all", all.toByteArray());
    }

    private static Stream<Path> files(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(final Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
