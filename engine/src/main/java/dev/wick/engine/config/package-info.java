/**
 * The settings: what there is ({@link dev.wick.engine.config.Setting}), where it is read from
 * ({@link dev.wick.engine.config.ConfigLoader}), and what the engine gets to see of it
 * ({@link dev.wick.engine.config.ConnectorConfig}).
 *
 * <pre>
 *   built-in defaults ◄── config/connector.conf ◄── environment CONNECTOR_*
 *                               │
 *                         ConfigLoader: every value read and checked, all that is wrong in one report
 *                               │
 *                         ConnectorConfig (immutable; units in the names)
 * </pre>
 *
 * <p>All of it runs once, on the starting thread; the result is immutable and may be read by any thread.
 */
package dev.wick.engine.config;
