package dev.wick.adapters.rest;

import java.nio.charset.StandardCharsets;

/** Lets the fuzz targets into this package. */
public final class RestDoor {
    private RestDoor() {}

    /** A body as readers get it, or null if it is turned away before it comes to them. */
    public static RestAnswer answer(final byte[] body) {
        return JsonCheck.fault(body) == null ? new RestAnswer("http://exchange/path", body, 1, 2, 3) : null;
    }

    /** The field of an error's body, as the codes of refusals are looked for. */
    public static String field(final String body, final String name) {
        return RestJson.field(body.getBytes(StandardCharsets.UTF_8), name);
    }
}
