package dev.drydock.client;

import java.util.Locale;

/** Where an engine keeps the output of a container; those that come with Docker. Podman has its own, by their names. */
public enum LogDriver {
    /** Nowhere. */
    NONE,
    /** Files in a compact form of Docker's own. */
    LOCAL,
    /** Files with a JSON object for each line; the default of Docker. */
    JSON_FILE,
    /** The system's log daemon. */
    SYSLOG,
    /** The journal of systemd. */
    JOURNALD,
    /** Graylog's format, over the network. */
    GELF,
    /** Fluentd. */
    FLUENTD,
    /** CloudWatch Logs of AWS. */
    AWSLOGS,
    /** Splunk. */
    SPLUNK,
    /** Events of Windows. */
    ETWLOGS,
    /** Google Cloud Logging. */
    GCPLOGS;

    /** @return as the engine writes it, such as {@code json-file} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
