package dev.wick.test.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One reading of the engine's metrics. Immutable.
 *
 * @param samples values by name and labels, as Prometheus writes them
 */
public record Scrape(Map<String, Double> samples) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Reads them; null if the engine does not answer. */
    public static Scrape of(final HttpClient client, final URI ops) {
        final HttpRequest request = HttpRequest.newBuilder(ops.resolve("/metrics"))
                .timeout(PATIENCE)
                .build();
        try {
            return parse(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (final IOException e) {
            return null;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    static Scrape parse(final String text) {
        final Map<String, Double> samples = new LinkedHashMap<>();
        for (final String line : text.split("\n", -1)) {
            final int space = line.lastIndexOf(' ');
            if (space > 0 && !line.startsWith("#")) {
                samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            }
        }
        return new Scrape(samples);
    }

    /** The sum over all labels of a metric. */
    public double sum(final String name) {
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** One sample, by its name and labels; NaN if there is none. */
    public double value(final String nameAndLabels) {
        return samples.getOrDefault(nameAndLabels, Double.NaN);
    }
}
