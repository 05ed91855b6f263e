package dev.wick.adapters.okx.sim;

/**
 * What a client subscribes to.
 *
 * @param name with the length of the bars in it: {@code candle1m}
 * @param instId the instrument
 */
record Channel(String name, String instId) {
    /** As the exchange writes it in its complaints, and as it tells channels apart. */
    String text() {
        return "channel:" + name + ",instId:" + instId;
    }

    /** As it echoes it. */
    String json() {
        return "{\"channel\":" + Quoted.of(name) + ",\"instId\":" + Quoted.of(instId) + "}";
    }
}
