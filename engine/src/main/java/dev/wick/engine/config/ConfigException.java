package dev.wick.engine.config;

import java.util.List;

/** The settings cannot be used; the message tells a person all that is wrong with them, and is fit to be shown as it is. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigException(final List<String> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    ConfigException(final String problem, final Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /** One entry for each thing that is wrong. */
    public List<String> problems() {
        return problems;
    }

    private static String text(final List<String> problems) {
        final String head = problems.size() == 1 ? "One setting is wrong" : problems.size() + " settings are wrong";
        return head + ", nothing was started:\n  " + String.join("\n  ", problems);
    }
}
