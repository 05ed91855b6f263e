package dev.wick.bench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Writes a report for programs: {@code config/compare_reports.py} reads it. What is not a finite number is null. */
final class JsonWriter {
    private static final int FORMAT = 1;

    private final StringWriter text = new StringWriter();
    private final JsonGenerator out;
    private final Report report;

    private JsonWriter(final Report report) throws IOException {
        this.report = report;
        this.out = new ObjectMapper().createGenerator(text).useDefaultPrettyPrinter();
    }

    /** The whole text. */
    static String text(final Report report) throws IOException {
        final JsonWriter writer = new JsonWriter(report);
        writer.write();
        return writer.text.toString() + '\n';
    }

    private void write() throws IOException {
        out.writeStartObject();
        out.writeNumberField("format", FORMAT);
        out.writeStringField("command", report.command());
        out.writeStringField("effort", report.effort().name());
        out.writeBooleanField("right", report.results().isRight());
        writeMachine(report.machine());
        writeNoise(report.noise());
        out.writeArrayFieldStart("chapters");
        for (final Results.Chapter chapter : report.results().chapters()) {
            writeChapter(chapter);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.close();
    }

    private void writeMachine(final Machine machine) throws IOException {
        out.writeObjectFieldStart("machine");
        out.writeStringField("cpu", machine.cpu());
        out.writeNumberField("cores", machine.cores());
        out.writeNumberField("cores_allowed", machine.coresAllowed());
        out.writeStringField("kernel", machine.kernel());
        out.writeStringField("os", machine.os());
        out.writeStringField("jdk", machine.jdk());
        out.writeStringField("jvm_flags", machine.flags());
        out.writeNumberField("heap_mb", machine.heapMb());
        out.writeStringField("commit", machine.commit());
        out.writeStringField("version", machine.version());
        out.writeEndObject();
    }

    private void writeNoise(final Noise noise) throws IOException {
        out.writeObjectFieldStart("noise");
        out.writeStringField("start", noise.start().toString());
        number("took_s", noise.took().toMillis() / 1e3);
        number("load_at_start", noise.loadAtStart());
        number("load_at_end", noise.loadAtEnd());
        number("steal_share", noise.steal());
        out.writeEndObject();
    }

    private void writeChapter(final Results.Chapter chapter) throws IOException {
        out.writeStartObject();
        out.writeStringField("title", chapter.title());
        strings("words", chapter.words());
        strings("faults", chapter.faults());
        out.writeArrayFieldStart("figures");
        for (final Figure figure : chapter.figures()) {
            writeFigure(figure);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("curves");
        for (final Curve curve : chapter.curves()) {
            writeCurve(curve);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("lines");
        for (final Line line : chapter.lines()) {
            writeLine(line);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void writeFigure(final Figure figure) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", figure.id());
        out.writeStringField("unit", figure.unit());
        number("median", figure.median());
        number("min", figure.min());
        number("max", figure.max());
        numbers("runs", figure.runs());
        if (figure.bar() != null) {
            out.writeObjectFieldStart("bar");
            out.writeStringField("kind", figure.bar().isUpper() ? "at most" : "at least");
            number("limit", figure.bar().limit());
            out.writeEndObject();
            out.writeBooleanField("met", figure.isMet());
        }
        out.writeEndObject();
    }

    private void writeCurve(final Curve curve) throws IOException {
        out.writeStartObject();
        out.writeStringField("plot", curve.plot());
        out.writeStringField("label", curve.label());
        out.writeNumberField("count", curve.histogram().getTotalCount());
        out.writeArrayFieldStart("points");
        for (final PercentilePoint point : PercentilePoint.of(curve.histogram())) {
            out.writeStartObject();
            number("percentile", point.percentile());
            out.writeNumberField("ns", point.ns());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void writeLine(final Line line) throws IOException {
        out.writeStartObject();
        out.writeStringField("plot", line.plot());
        out.writeStringField("label", line.label());
        out.writeStringField("x_label", line.xLabel());
        out.writeStringField("y_label", line.yLabel());
        numbers("x", line.x());
        numbers("y", line.y());
        out.writeEndObject();
    }

    private void strings(final String name, final List<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (final String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private void numbers(final String name, final double... values) throws IOException {
        out.writeArrayFieldStart(name);
        for (final double value : values) {
            number(value);
        }
        out.writeEndArray();
    }

    private void number(final String name, final double value) throws IOException {
        out.writeFieldName(name);
        number(value);
    }

    private void number(final double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }
}
