package dev.wick.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pictures of a report, and the names of their files, each of which is given once. */
final class Plots {
    private final Map<String, Plot> byFile = new LinkedHashMap<>();

    /** Draws what a chapter has, and returns the names of the files in order. */
    List<String> draw(final Results.Chapter chapter) {
        final Map<String, List<Curve>> curves = new LinkedHashMap<>();
        chapter.curves()
                .forEach(curve -> curves.computeIfAbsent(curve.plot(), plot -> new ArrayList<>())
                        .add(curve));
        final Map<String, List<Line>> lines = new LinkedHashMap<>();
        chapter.lines()
                .forEach(line -> lines.computeIfAbsent(line.plot(), plot -> new ArrayList<>())
                        .add(line));
        final List<String> files = new ArrayList<>();
        curves.forEach((title, those) -> files.add(keep(Plot.ofCurves(title, those))));
        lines.forEach((title, those) -> files.add(keep(Plot.ofLines(title, those))));
        return files;
    }

    /** All that were drawn, by the name of the file. */
    Map<String, Plot> byFile() {
        return byFile;
    }

    private String keep(final Plot plot) {
        final String stem = plot.title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String file = stem + ".svg";
        for (int i = 2; byFile.containsKey(file); i++) {
            file = stem + '-' + i + ".svg";
        }
        byFile.put(file, plot);
        return file;
    }
}
