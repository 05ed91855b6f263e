package dev.wick.engine.door;

/** Hears of one TLS connection; on the thread that reads. */
public interface TlsListener {
    /** There are bytes of TLS itself to write: have {@link TlsChannel#flush} called. */
    void onOutput();

    /** The client spoke no TLS, or broke off, or has not what is asked for: end it once all is written. At most once. */
    void onFailed(Refusal refusal);
}
