package dev.wick.engine.config;

import java.util.List;

/** Writes the two documents of the settings, as they are to stand in the folder {@code config}. */
final class SettingsText {
    private static final int WIDTH = 118;
    private static final String UNITS = "Durations are seconds, or a number with a unit: 500ms, 10s, 2m, 1h. Sizes are"
            + " bytes, or with a unit: 64KiB, 4MiB.";

    private SettingsText() {}

    static String conf() {
        final StringBuilder out = new StringBuilder();
        comment(
                out,
                "",
                "Every setting of Wick with its default. Above each one: what it does, the environment variable"
                        + " that overrides it, and what is allowed. A wrong value stops the start and says why; an unknown key"
                        + " is reported and ignored.");
        out.append("#\n");
        comment(out, "", UNITS);
        out.append("\nconnector {\n");
        for (final Group group : Group.values()) {
            heading(out, "  ", group);
            for (final Key key : of(group)) {
                out.append('\n');
                comment(out, "  ", about(key));
                comment(out, "  ", key.environmentName() + ": " + allowed(key));
                out.append("  ")
                        .append(key.path().substring("connector.".length()))
                        .append(" = ")
                        .append(key.kind().isText() ? "\"" + key.defaultText() + "\"" : key.defaultText())
                        .append('\n');
            }
        }
        return out.append("}\n").toString();
    }

    static String env() {
        final StringBuilder out = new StringBuilder();
        comment(
                out,
                "",
                "Every setting of Wick as an environment file, for EnvironmentFile= of systemd and --env-file of"
                        + " containers. Uncomment a line to set it. What is set here overrides connector.conf, where the same"
                        + " setting stands under the path that is given below. An empty value counts as not set, except where"
                        + " the default is empty.");
        out.append("#\n");
        comment(out, "", UNITS);
        for (final Group group : Group.values()) {
            heading(out, "", group);
            for (final Key key : of(group)) {
                out.append('\n');
                comment(out, "", about(key));
                comment(out, "", key.path() + ": " + allowed(key));
                out.append('#')
                        .append(key.environmentName())
                        .append('=')
                        .append(key.defaultText())
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static String about(final Key key) {
        return key.description();
    }

    /** The units that may follow a number are explained once, at the top. */
    private static String allowed(final Key key) {
        return key.kind().allowed().replaceAll(", or with a unit.*", "");
    }

    private static void heading(final StringBuilder out, final String indent, final Group group) {
        out.append(out.charAt(out.length() - 2) == '{' ? "" : "\n");
        comment(out, indent, "== " + group.title() + " ==");
        comment(out, indent, group.introduction());
    }

    private static List<Key> of(final Group group) {
        return Keys.all().stream().filter(key -> key.group() == group).toList();
    }

    private static void comment(final StringBuilder out, final String indent, final String text) {
        final StringBuilder line = new StringBuilder(indent).append('#');
        for (final String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                out.append(line).append('\n');
                line.setLength(0);
                line.append(indent).append('#');
            }
            line.append(' ').append(word);
        }
        out.append(line).append('\n');
    }
}
