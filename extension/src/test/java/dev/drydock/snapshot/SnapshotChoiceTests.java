package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotChoiceTests {
    private final SnapshotChoice choice = new SnapshotChoice(List.of(
            snapshot("20261121-010000-aaaa", "Orders.keeps"),
            snapshot("20261121-020000-bbbb", "Orders.keeps"),
            snapshot("20261122-030000-cccc", "Orders.loses")));

    private static Snapshot snapshot(String id, String name) {
        return new Snapshot(id, SnapshotKind.FAILURE, name, "", "", true, List.of(), Optional.empty(), "", List.of());
    }

    @Test
    void anIdOrTheLatestOfAName() {
        assertThat(choice.of("20261121-010000-aaaa").id()).endsWith("aaaa");
        assertThat(choice.of("Orders.keeps").id()).endsWith("bbbb");
    }

    @Test
    void aBeginningThatIsClear() {
        assertThat(choice.of("20261122").id()).endsWith("cccc");
        assertThat(choice.of("Orders.k").id()).endsWith("bbbb");
        assertThat(choice.of("20261121").id()).endsWith("bbbb");
        assertThatThrownBy(() -> choice.of("Orders"))
                .isInstanceOf(SnapshotException.class)
                .hasMessage("'Orders' is the beginning of several snapshots; name one of them. there are:"
                        + "\n  20261121-010000-aaaa  Orders.keeps"
                        + "\n  20261121-020000-bbbb  Orders.keeps"
                        + "\n  20261122-030000-cccc  Orders.loses");
    }

    @Test
    void whatIsNotThere() {
        assertThatThrownBy(() -> choice.of("")).isInstanceOf(SnapshotException.class);
        assertThatThrownBy(() -> new SnapshotChoice(List.of()).of("x"))
                .hasMessage("There is no snapshot 'x' on this engine; there are none");
        List<Snapshot> many = IntStream.range(0, 30)
                .mapToObj(each -> snapshot("id" + each, "name"))
                .toList();
        assertThatThrownBy(() -> new SnapshotChoice(many).of("x"))
                .hasMessageContaining("the latest 10 of 30 are:\n  id20  name")
                .hasMessageEndingWith("\n  id29  name");
    }
}
