package dev.wick.engine.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * By what it is seen that files have changed: for each its time, size and identity, or that it is not there. Immutable.
 *
 * @param stamps one a file
 */
record FileStamps(List<String> stamps) {
    /** Looks at the files; links are followed. */
    static FileStamps of(final List<Path> files) {
        return new FileStamps(files.stream().map(FileStamps::stamp).toList());
    }

    private static String stamp(final Path file) {
        try {
            final BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey();
        } catch (final IOException e) {
            return "cannot be read: " + e.getClass().getName();
        }
    }
}
