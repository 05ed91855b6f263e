package dev.wick.engine.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a setting's text is read, and what is allowed. Immutable. */
sealed interface Kind
        permits Quantity,
                OriginList,
                Kind.Flag,
                Kind.Choice,
                Kind.Level,
                Kind.Text,
                Kind.PathOrEmpty,
                Kind.Address,
                Kind.FewOrEmpty,
                Kind.SeriesList,
                Kind.CoreList {
    /**
     * The value of a text that has no space around it. Throws {@link IllegalArgumentException} if it is not allowed; its
     * message is the further reason, where {@link #allowed} does not say it all, else null.
     */
    Object parse(String text);

    /** What is allowed, to follow "allowed: ". */
    String allowed();

    /** The unit of a value, "" for none. */
    default String unit() {
        return "";
    }

    /** Whether the empty text is a value; else an empty environment variable counts as not set. */
    default boolean allowsEmpty() {
        return false;
    }

    /** Whether the settings file shows the value in quotation marks. */
    default boolean isText() {
        return true;
    }

    /** True or false; a {@link Boolean}. */
    record Flag() implements Kind {
        @Override
        public Object parse(final String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on", "1" -> true;
                case "false", "no", "off", "0" -> false;
                default -> throw new IllegalArgumentException();
            };
        }

        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public boolean isText() {
            return false;
        }
    }

    /**
     * One constant of an enum, by its name in any case.
     *
     * @param type the enum
     */
    record Choice(Class<? extends Enum<?>> type) implements Kind {
        @Override
        public Object parse(final String text) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        }

        @Override
        public String allowed() {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }
    }

    /** A {@link LogLevel}. */
    record Level() implements Kind {
        @Override
        public Object parse(final String text) {
            try {
                return LogLevel.of(text);
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException((String) null, e);
            }
        }

        @Override
        public String allowed() {
            return Arrays.stream(LogLevel.values()).map(Enum::name).collect(Collectors.joining(", "));
        }
    }

    /** The name or address of a network interface; a {@link String}. */
    record Text() implements Kind {
        @Override
        public Object parse(final String text) {
            if (text.isEmpty() || !text.matches("[\\w.:%-]+")) {
                throw new IllegalArgumentException();
            }
            return text;
        }

        @Override
        public String allowed() {
            return "a host name or an address, such as 127.0.0.1 or 0.0.0.0";
        }
    }

    /**
     * A path, where nothing need be; a {@link String}, or empty.
     *
     * @param what is meant to be there: a file or a folder
     */
    record PathOrEmpty(String what) implements Kind {
        @Override
        public Object parse(final String text) {
            try {
                return Path.of(text).toString();
            } catch (final InvalidPathException e) {
                throw new IllegalArgumentException("it is not a path", e);
            }
        }

        @Override
        public String allowed() {
            return "the path of a " + what + ", or empty";
        }

        @Override
        public boolean allowsEmpty() {
            return true;
        }
    }

    /**
     * A small number, or nothing, which is 0; a {@link Long}.
     *
     * @param most the largest, less than 10
     */
    record FewOrEmpty(int most) implements Kind {
        @Override
        public Object parse(final String text) {
            if (text.isEmpty()) {
                return 0L;
            }
            final long number = text.length() == 1 ? text.charAt(0) - '0' : 0;
            if (number < 1 || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        }

        @Override
        public String allowed() {
            return "1 to " + most + ", or empty";
        }

        @Override
        public boolean allowsEmpty() {
            return true;
        }
    }

    /**
     * Scheme, host and port, without a path; a {@link String} with no slash at its end, or empty. Where there may be several, they
     * are separated by commas.
     *
     * @param schemes the allowed ones
     * @param most how many there may be
     */
    record Address(List<String> schemes, int most) implements Kind {
        @Override
        public Object parse(final String text) {
            if (text.isEmpty()) {
                return text;
            }
            final String[] parts = text.split(",", -1);
            if (parts.length > most) {
                throw new IllegalArgumentException(
                        "there are " + parts.length + " addresses, and there may be " + most);
            }
            return Arrays.stream(parts).map(part -> one(part.strip())).collect(Collectors.joining(","));
        }

        private String one(final String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("beside a comma, the address is missing");
            }
            final URI uri = uri(text);
            if (uri.getScheme() == null || !schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the scheme is wrong or missing");
            }
            if (uri.getHost() == null || uri.getPort() > Quantity.MAX_PORT) {
                throw new IllegalArgumentException("the host or the port is wrong or missing");
            }
            if (!"".equals(uri.getPath()) && !"/".equals(uri.getPath())) {
                throw new IllegalArgumentException("the exchange's own paths are added to it, so it must have none");
            }
            if (uri.getQuery() != null || uri.getFragment() != null || uri.getUserInfo() != null) {
                throw new IllegalArgumentException("only scheme, host and port are used");
            }
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        }

        private static URI uri(final String text) {
            try {
                return URI.create(text);
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException("it is not an address", e);
            }
        }

        @Override
        public String allowed() {
            return schemes.stream().map(s -> s + "://host:port").collect(Collectors.joining(" or "))
                    + (most > 1 ? ", two with a comma between for two legs, or empty" : ", or empty");
        }

        @Override
        public boolean allowsEmpty() {
            return true;
        }
    }

    /** Names of series, separated by commas; a list of {@link SeriesName}. */
    record SeriesList() implements Kind {
        @Override
        public Object parse(final String text) {
            final List<SeriesName> names = new ArrayList<>();
            for (final String name : text.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(SeriesName.of(name.strip()));
                }
            }
            return List.copyOf(names);
        }

        @Override
        public String allowed() {
            return "a list such as binance:spot:BTCUSDT@1m,binance:usdm:ETHUSDT@5m, or empty";
        }

        @Override
        public boolean allowsEmpty() {
            return true;
        }
    }

    /** Numbers of cores; a {@link String}. */
    record CoreList() implements Kind {
        @Override
        public Object parse(final String text) {
            if (!text.isEmpty() && !text.matches("\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*")) {
                throw new IllegalArgumentException();
            }
            return text;
        }

        @Override
        public String allowed() {
            return "cores as a list of numbers and ranges such as 2 or 2,4-6, or empty";
        }

        @Override
        public boolean allowsEmpty() {
            return true;
        }
    }
}
