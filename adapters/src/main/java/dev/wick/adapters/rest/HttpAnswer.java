package dev.wick.adapters.rest;

import java.net.http.HttpHeaders;

/**
 * Any complete answer, whatever it is.
 *
 * @param url what was asked
 * @param status of HTTP
 * @param headers names in any case
 * @param body all of it; empty if there is none
 */
record HttpAnswer(String url, int status, HttpHeaders headers, byte[] body) {}
