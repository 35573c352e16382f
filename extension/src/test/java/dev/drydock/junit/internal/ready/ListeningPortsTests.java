package dev.drydock.junit.internal.ready;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListeningPortsTests {
    /** Port 80 listens, on loopback alone; 8080 listens, on IPv6; 443 only has a connection; 81 is the other end of one. */
    private static final String TABLES = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
               1: 0100007F:01BB 0100007F:0051 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
              sl  local_address                         remote_address                        st tx_queue rx_queue
               0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000
            """;

    @Test
    void onlyThoseThatListenCount() {
        assertThat(ListeningPorts.has(TABLES, 80)).isTrue();
        assertThat(ListeningPorts.has(TABLES, 8080)).isTrue();
        assertThat(ListeningPorts.has(TABLES, 443)).isFalse();
        assertThat(ListeningPorts.has(TABLES, 81)).isFalse();
        assertThat(ListeningPorts.has(TABLES, 0)).isFalse();
        assertThat(ListeningPorts.has("", 80)).isFalse();
    }

    @Test
    void aProcessOfSomebodyElseIsNotAsked() {
        assertThat(ListeningPorts.of(ProcessHandle.current().pid(), "no such container"))
                .isEmpty();
        assertThat(ListeningPorts.of(0, "")).isEmpty();
    }
}
