package dev.wick.adapters.rest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Decides whether bytes are a JSON object or array by rewriting: scalars become letters, innermost containers too, until one is left. */
final class SlowJudge {
    /** Stands for a text while scalars become letters, so that it is not taken for a part of one; nowhere allowed in JSON. */
    private static final char MARK = '\u0001';

    private static final Pattern TEXT =
            Pattern.compile("\"(?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*\"");
    /** The longest run of what numbers and words are made of is one scalar, or wrong. */
    private static final Pattern SCALAR = Pattern.compile("[^\\s\\[\\]{},:\\x01]+");

    private static final Pattern SCALARS =
            Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    private static final Pattern INNERMOST =
            Pattern.compile("\\[(?:[tvc](?:,[tvc])*)?\\]|\\{(?:t:[tvc](?:,t:[tvc])*)?\\}");

    private SlowJudge() {}

    static boolean isJson(final byte[] bytes) {
        final String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8)) || text.indexOf(MARK) >= 0) {
            return false;
        }
        final String withoutTexts = TEXT.matcher(text).replaceAll(String.valueOf(MARK));
        final String letters = SCALAR.matcher(withoutTexts)
                .replaceAll(scalar -> SCALARS.matcher(scalar.group()).matches() ? "v" : "!")
                .replace(MARK, 't');
        String rest = letters.replaceAll("[ \t\r\n]*([\\[\\]{},:])[ \t\r\n]*", "$1")
                .replaceAll("^[ \t\r\n]+|[ \t\r\n]+$", "");
        for (int level = 0; level < 64 && !rest.equals("c"); level++) {
            rest = INNERMOST.matcher(rest).replaceAll("c");
        }
        return rest.equals("c");
    }
}
