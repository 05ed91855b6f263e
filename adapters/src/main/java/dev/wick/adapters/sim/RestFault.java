package dev.wick.adapters.sim;

/**
 * A wrong answer to one REST request.
 *
 * @param kind what is answered
 * @param retryAfterS the Retry-After header, s; none if 0
 */
public record RestFault(Kind kind, int retryAfterS) {
    /** What is answered. */
    public enum Kind {
        /** 429 and the exchange's words for it. */
        TOO_MANY_REQUESTS(429),
        /** 418: banned. */
        BANNED(418),
        /** 403: stop asking for long. */
        FORBIDDEN(403),
        /** 200, and the exchange's words for too many requests in the body, where it says so in that way; else as 429. */
        LIMIT_IN_BODY(200),
        /** 500 with a body that says nothing. */
        SERVER_ERROR(500),
        /** 200, and a page for people instead of JSON. */
        HTML(200);

        private final int status;

        Kind(final int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }
}
