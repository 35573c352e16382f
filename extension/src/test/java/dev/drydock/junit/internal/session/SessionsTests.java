package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who shares a session. The engine isn't asked anything. */
class SessionsTests {
    private static SessionLease lease(String linger, String host) {
        Map<String, String> parameters = Map.of("drydock.session.linger", linger, "drydock.host", host);
        return SessionLease.of(key -> Optional.ofNullable(parameters.get(key)));
    }

    @Test
    void equalSettingsAtTheSameTime() {
        try (SessionLease one = lease("0", "a");
                SessionLease two = lease("0", "a");
                SessionLease other = lease("0", "b")) {
            assertThat(two.session()).isSameAs(one.session());
            assertThat(other.session()).isNotSameAs(one.session());
        }
    }

    @Test
    void oneAfterTheOther() {
        SessionLease first = lease("1h", "c");
        first.close();
        try (SessionLease second = lease("1h", "c")) {
            assertThat(second.session()).isSameAs(first.session());
        }
        SessionLease ended = lease("0", "c");
        ended.close();
        try (SessionLease after = lease("0", "c")) {
            assertThat(after.session()).isNotSameAs(ended.session());
        }
    }

    @Test
    void closedTwiceCountsOnce() {
        try (SessionLease one = lease("0", "d")) {
            SessionLease two = lease("0", "d");
            two.close();
            two.close();
            try (SessionLease three = lease("0", "d")) {
                assertThat(three.session()).isSameAs(one.session());
            }
        }
    }
}
