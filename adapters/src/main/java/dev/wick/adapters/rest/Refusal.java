package dev.wick.adapters.rest;

/**
 * A no of the exchange in the body of an answer with status 200.
 *
 * @param words the exchange's own, code and text
 * @param silenceMs how long no request may be sent, ms, where it was asked too much; 0 for any other no
 */
public record Refusal(String words, long silenceMs) {}
