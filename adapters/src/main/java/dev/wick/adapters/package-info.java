/** The exchanges: {@link dev.wick.adapters.Adapters} lists them, {@code feed} is what the engine sees of them. */
package dev.wick.adapters;
