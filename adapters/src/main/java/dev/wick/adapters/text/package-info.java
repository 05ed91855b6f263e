/**
 * Numbers and JSON read from bytes as they come off the wire: no String, no exception, no allocation.
 *
 * <p>Nothing here knows an exchange. {@link dev.wick.adapters.text.JsonCursor} walks the frame,
 * {@link dev.wick.adapters.text.DecimalReader} and {@link dev.wick.adapters.text.LongReader} read what it points at.
 */
package dev.wick.adapters.text;
