package dev.wick.engine.door;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says whether a web page may connect. Immutable, any thread.
 *
 * <p>A browser lets any page that somebody visits open a WebSocket to this machine, and says in {@code Origin} which page it
 * is; other clients send none. A page of our own address may, since Python's websocket-client claims to be one; but only if
 * that address is a number or {@code localhost}. A name can be made to mean 127.0.0.1 by whoever owns it (DNS rebinding),
 * and his page would be of the same origin.
 */
final class OriginRule {
    private static final String ALL = "*";
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    private final boolean allowsAll;
    private final Set<Origin> allowed;

    /** A rule that lets these in, or all pages for {@code *}. */
    OriginRule(final List<String> allowed) {
        allowsAll = allowed.contains(ALL);
        this.allowed =
                allowed.stream().map(Origin::parse).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /**
     * Whether this request may connect.
     *
     * @param origin the header of that name, null if there is none
     * @param host the header of that name, empty if there is none
     */
    boolean allows(final String origin, final String host) {
        if (origin == null || allowsAll) {
            return true;
        }
        final Origin page = Origin.parse(origin);
        return page != null && (allowed.contains(page) || isOurOwn(page, host));
    }

    private static boolean isOurOwn(final Origin page, final String host) {
        return page.isWeb() && isNoForeignName(page.host()) && page.equals(Origin.ofHost(page.scheme(), host));
    }

    private static boolean isNoForeignName(final String host) {
        return "localhost".equals(host)
                || IPV4.matcher(host).matches()
                || IPV6.matcher(host).matches();
    }
}
