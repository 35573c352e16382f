package dev.drydock.junit.internal.plan;

import java.util.List;
import java.util.Optional;

/**
 * What a web server in a container must answer.
 *
 * @param target path and query
 * @param port of the container
 * @param method of the request
 * @param statuses that count; empty for 200 to 399
 * @param body found in the answer's body
 * @param answerHeaders of the answer
 * @param headers {@code Name: value} each
 * @param user name and password with a colon between; empty for none
 * @param tls whether to speak TLS
 */
public record HttpPlan(
        String target,
        int port,
        String method,
        List<Integer> statuses,
        Optional<Regex> body,
        List<Header> answerHeaders,
        List<String> headers,
        String user,
        boolean tls) {
    /**
     * A header of the answer.
     *
     * @param name of it
     * @param value found in its value
     */
    public record Header(String name, Regex value) {
        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    /** Without headers and user, which may be secrets. */
    @Override
    public String toString() {
        return method + " " + target + " at port " + port + (tls ? " by TLS" : "");
    }

    /** Whether a status counts. */
    public boolean takes(int status) {
        return statuses.isEmpty() ? status >= 200 && status < 400 : statuses.contains(status);
    }
}
