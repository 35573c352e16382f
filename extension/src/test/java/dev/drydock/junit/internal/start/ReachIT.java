package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.TestEngine;
import org.junit.jupiter.api.Test;

/** Where ports are published, by what is set. The tests themselves run on the engine's machine. */
class ReachIT {
    @Test
    void onLoopbackWhenNothingIsSaid() {
        Reach reach = Reach.find(TestEngine.CLIENT, "");
        assertThat(reach.host()).isEqualTo(reach.publishAt());
        assertThat(reach.ownContainer().isPresent()).isEqualTo(!reach.host().equals("127.0.0.1"));
    }

    @Test
    void onTheAddressThatIsSet() {
        Reach reach = Reach.find(TestEngine.CLIENT, "127.0.0.2");
        assertThat(reach.host()).isEqualTo("127.0.0.2");
        assertThat(reach.publishAt()).isEqualTo("127.0.0.2");
        assertThat(Reach.find(TestEngine.CLIENT, "::1").publishAt()).isEqualTo("::1");
        assertThat(Reach.find(TestEngine.CLIENT, "localhost").publishAt()).isEqualTo("127.0.0.1");
    }

    @Test
    void onAllForAName() {
        Reach reach = Reach.find(TestEngine.CLIENT, "docker.example");
        assertThat(reach.host()).isEqualTo("docker.example");
        assertThat(reach.publishAt()).isEqualTo("0.0.0.0");
    }
}
