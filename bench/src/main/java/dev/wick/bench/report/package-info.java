/**
 * The report: all that is measured, in a stated order, as one Markdown and one JSON file with plots.
 *
 * <pre>
 *   Section ──figures, curves, lines──► Results ──► Markdown, JSON, SVG
 * </pre>
 */
package dev.wick.bench.report;
