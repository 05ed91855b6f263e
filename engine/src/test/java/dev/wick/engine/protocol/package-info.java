/**
 * Every message of the tests against the AsyncAPI document: test clients tell a {@link dev.wick.engine.protocol.Conversation}
 * what they send and receive, and whatever the document does not allow fails the test that runs. Shared with {@code src-test}.
 */
package dev.wick.engine.protocol;
