/** What the long tests share: the engine in a process of its own, a foreign subscriber's connection, and the reading of metrics. */
package dev.wick.test.host;
