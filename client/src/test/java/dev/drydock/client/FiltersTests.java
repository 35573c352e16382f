package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiltersTests {
    private static final Filters MINE = Filters.byLabel("stage", "test");

    @Test
    void valuesOfANameAreTogether() {
        Filters filters = Filters.by("status", ContainerStatus.EXITED)
                .and("exited", 1)
                .and("status", "dead")
                .label("a")
                .label("b", "c");

        assertThat(filters.asMap())
                .isEqualTo(Map.of(
                        "status", List.of("exited", "dead"), "exited", List.of("1"), "label", List.of("a", "b=c")));
    }

    @Test
    void filtersAreAddedToFilters() {
        assertThat(MINE.and(Filters.by("status", "dead").label("a")))
                .isEqualTo(Filters.byLabel("stage", "test").label("a").and("status", "dead"));
        assertThat(MINE.and(Filters.NONE)).isEqualTo(MINE);
        assertThat(Filters.NONE.and(MINE)).isEqualTo(MINE);
    }

    @Test
    void whatSaysNothingIsRefused() {
        assertThatThrownBy(() -> Filters.by(" ", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MINE.and("status")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noOptionTakesAnothersFilterAway() {
        assertThat(ImageListOptions.DEFAULT.withDangling(true).withFilters(MINE))
                .isEqualTo(ImageListOptions.DEFAULT.withFilters(MINE).withDangling(true));
        assertThat(ContainerListOptions.ALL.withBefore("a").withFilters(MINE).filters())
                .isEqualTo(MINE.and("before", "a"));
        assertThat(EventOptions.DEFAULT
                        .withSince(Instant.EPOCH)
                        .withFilters(MINE)
                        .withFilters(Filters.by("type", "container"))
                        .filters())
                .isEqualTo(MINE.and("type", "container"));
        assertThat(ImageSearchOptions.DEFAULT
                        .withFilters(Filters.by("is-official", true))
                        .withFilters(Filters.by("stars", 3))
                        .filters())
                .isEqualTo(Filters.by("stars", 3).and("is-official", true));
        assertThat(BuildCachePruneOptions.DEFAULT
                        .withFilters(MINE)
                        .withFilters(Filters.by("inuse", false))
                        .filters())
                .isEqualTo(MINE.and("inuse", false));
    }
}
