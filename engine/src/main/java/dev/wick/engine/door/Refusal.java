package dev.wick.engine.door;

import java.nio.charset.StandardCharsets;

/** Why somebody is not let in, and what he is told. */
public enum Refusal {
    NO_TOKEN(
            "no_token",
            401,
            "Unauthorized",
            "a token is needed: send it in the header Authorization: Bearer, or as ?token= behind the address"),
    WRONG_TOKEN("wrong_token", 401, "Unauthorized", "this token is not known here, or no longer"),
    ORIGIN(
            "origin",
            403,
            "Forbidden",
            "web pages of this origin may not connect; whoever runs this server can list it in"
                    + " CONNECTOR_WSS_ALLOWED_ORIGINS"),
    HEAD_TOO_LONG("head_too_long", 431, "Request Header Fields Too Large", "the request's head is too long"),
    TLS_ON_PLAIN("tls_on_plain", 400, "Bad Request", "this port speaks no TLS: connect by ws://"),
    /** Not answered in HTTP: the client gets an alert of TLS, as with the next two. */
    PLAIN_ON_TLS("plain_on_tls", 400, "Bad Request", "this port speaks TLS only: connect by wss://"),
    TLS_HANDSHAKE("tls_handshake", 400, "Bad Request", "no TLS could be agreed on"),
    TLS_RECORD("tls_record", 400, "Bad Request", "the connection was disturbed");

    /** What the WWW-Authenticate header of a 401 says. */
    public static final String CHALLENGE = "Bearer";

    private final String reason;
    private final int status;
    private final String phrase;
    private final String message;

    Refusal(final String reason, final int status, final String phrase, final String message) {
        this.reason = reason;
        this.status = status;
        this.phrase = phrase;
        this.message = message;
    }

    /** Whether the client gets an answer in HTTP. */
    public boolean isAnswered() {
        return this != PLAIN_ON_TLS && this != TLS_HANDSHAKE && this != TLS_RECORD;
    }

    /** One word for counters and logs. */
    public String reason() {
        return reason;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The body of the answer, JSON. */
    public String body() {
        return "{\"error\":\"" + reason + "\",\"message\":\"" + message + "\"}";
    }

    /** The whole answer; the connection ends behind it. */
    public byte[] http() {
        final byte[] body = body().getBytes(StandardCharsets.UTF_8);
        final String head = "HTTP/1.1 " + status + " " + phrase + "\r\n"
                + (status == 401 ? "WWW-Authenticate: " + CHALLENGE + "\r\n" : "")
                + "Content-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        return (head + body()).getBytes(StandardCharsets.UTF_8);
    }
}
