/**
 * The HTTP shell that every exchange's REST side shares: bounded, budgeted, and honest about what went wrong.
 *
 * <pre>
 *   history client ── get(uri, weight) ──► budget (blocked? enough weight?) ──► permit ──► HttpClient
 *                  ◄── answer, or a HistoryException of one of five kinds ◄── RestFailures ◄──┘
 * </pre>
 *
 * <p>What an exchange says in its own way (weight headers, error bodies) comes in through
 * {@link dev.wick.adapters.rest.RestDialect}.
 */
package dev.wick.adapters.rest;
