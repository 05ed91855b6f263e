/**
 * The distance from an exchange's socket to a subscriber's, through the engine and through what it is compared with.
 *
 * <pre>
 *   this process                      a process of its own                     this process
 *   KlineMarket ─► ExchangeEnd ─ws─►  wick │ bare │ relay │ (direct: none)  ─ws─► SubscriberEnd ─► Answers
 *   planned times, frames                                                        every answer checked
 * </pre>
 *
 * <p>Both ends are in one process, so that one clock tells when a frame was to be sent and when its quote was there. What lies between
 * is a process of its own, so that its CPU time and memory are its own.
 */
package dev.wick.bench.wire;
