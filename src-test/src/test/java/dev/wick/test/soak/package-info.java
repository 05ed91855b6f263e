/**
 * Soak: thousands of series for an hour, subscribers that come and go, connections that are cut; memory, threads and
 * descriptors of the engine stay flat. Start reading at {@link dev.wick.test.soak.SoakRun}.
 */
package dev.wick.test.soak;
