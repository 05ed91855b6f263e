/**
 * The client's side of a WebSocket as every exchange needs it, around Java-WebSocket.
 *
 * <pre>
 *   socket ──► BytesDraft ──► WsListener.onText(bytes in the read buffer)     leg thread
 *              whole frames in place, no copy, no String
 * </pre>
 *
 * <p>{@link dev.wick.adapters.ws.WsConnection} dials, sends and ends; {@link dev.wick.adapters.ws.ListenerGate} keeps the
 * contract's promise that nothing follows {@code onClosed}.
 */
package dev.wick.adapters.ws;
