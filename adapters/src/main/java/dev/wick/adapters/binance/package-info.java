/** All about Binance: adapter, connection, frame parser, REST client, endpoints; its simulator is in {@code sim}. */
package dev.wick.adapters.binance;
