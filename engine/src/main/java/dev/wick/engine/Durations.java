package dev.wick.engine;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a length of time from the command line: {@code 20s}, {@code 500ms}, {@code 2m}, {@code 1h}; bare numbers are seconds. */
final class Durations implements ITypeConverter<Duration> {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");

    @Override
    public Duration convert(final String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no length of time; write 20s, 500ms, 2m or 1h");
        }
        final String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        final double factorMs = switch (unit) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1_000;
        };
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * factorMs));
    }
}
