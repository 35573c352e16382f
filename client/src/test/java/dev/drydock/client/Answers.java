package dev.drydock.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The usual {@link Script}s. */
public final class Answers {
    private Answers() {}

    /** Reads the request, sends this and closes. */
    public static Script raw(String response) {
        return raw(response.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the request, sends this and closes. */
    public static Script raw(byte[] response) {
        return call -> {
            call.readBody();
            call.send(response);
        };
    }

    /** The first bytes of an answer, then the end. */
    public static Script cut(String response, int length) {
        return raw(Arrays.copyOf(response.getBytes(StandardCharsets.UTF_8), length));
    }

    /** An answer with a body of known length. */
    public static Script answer(int status, String type, String body) {
        return raw(response(status, type, body));
    }

    /** An answer in JSON. */
    public static Script json(int status, String body) {
        return answer(status, "application/json", body);
    }

    /** The bytes of {@link #answer}. */
    public static String response(int status, String type, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + type + "\r\nContent-Length: " + length
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    /** A chunked answer, each piece a chunk. */
    public static String chunked(String... pieces) {
        StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String piece : pieces) {
            text.append(chunk(piece));
        }
        return text.append("0\r\n\r\n").toString();
    }

    /** One chunk of a chunked answer. */
    public static String chunk(String piece) {
        return Integer.toHexString(piece.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + piece + "\r\n";
    }

    /** Success without a body. */
    public static Script noContent() {
        return raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    }

    /** Says nothing until the client gives up. */
    public static Script silent() {
        return ScriptedCall::awaitHangUp;
    }

    /** Sends this, then nothing until the client gives up. */
    public static Script thenSilent(String beginning) {
        return call -> {
            call.readBody();
            call.send(beginning);
            call.awaitHangUp();
        };
    }

    /** Reads the head of the request and closes. */
    public static Script hangUp() {
        return ScriptedCall::hangUp;
    }
}
