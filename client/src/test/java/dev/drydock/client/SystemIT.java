package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.BuildCachePruneReport;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.DiskUsage;
import dev.drydock.client.model.EngineInfo;
import dev.drydock.client.model.EngineVersion;
import dev.drydock.client.model.Event;
import dev.drydock.client.model.Ping;
import dev.drydock.client.model.VolumeDetails;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("compat")
class SystemIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    @Test
    @Acceptance(
            value = {"B-158", "A-017"},
            by = "system().ping(), system().isReachable()")
    void theEngineAnswersAPing() {
        Ping ping = engine.client().system().ping();

        assertThat(ping.text().strip()).isEqualTo("OK");
        assertThat(ApiVersion.parse(ping.apiVersion()).isAtLeast(engine.client().apiVersion()))
                .isTrue();
        assertThat(ping.server()).isNotBlank();
        assertThat(ping.isPodman()).isEqualTo(engine.client().isPodman());
        assertThat(engine.client().system().isReachable()).isTrue();
    }

    @Test
    @Acceptance(value = "A-006", by = "all ITs of the client pass on Docker and on Podman: dev/matrix runs them there")
    @Acceptance(value = "C-004", by = "DockerClient.builder().address(...), or the search; isPodman() tells what it is")
    void theClientKnowsWhichKindOfEngineItIs() {
        assertThat(engine.client().isPodman()).isEqualTo(engine.isPodman());
        try (DockerClient chosen =
                DockerClient.builder().address(engine.client().address()).build()) {
            assertThat(chosen.isPodman()).isEqualTo(engine.isPodman());
        }
    }

    @Test
    @Acceptance(
            value = {"B-157"},
            by = "system().version()")
    void theVersionIsTheNewestThatBothSpeak() {
        EngineVersion version = engine.client().system().version();

        ApiVersion newest = ApiVersion.parse(version.apiVersion());
        assertThat(version.version()).isNotBlank();
        assertThat(version.os()).isEqualTo("linux");
        assertThat(version.arch()).isNotBlank();
        assertThat(version.kernelVersion()).isNotBlank();
        assertThat(version.minAPIVersion()).isNotBlank();
        assertThat(version.goVersion()).isNotBlank();
        assertThat(version.gitCommit()).isNotNull();
        assertThat(version.buildTime()).isNotBlank();
        assertThat(version.components())
                .extracting(EngineVersion.Component::name)
                .anyMatch(name -> name.contains("Engine"));
        assertThat(version.components().get(0).details()).isNotEmpty();
        assertThat(engine.client().apiVersion())
                .isEqualTo(newest.isAtLeast(ApiVersion.NEWEST) ? ApiVersion.NEWEST : newest);
    }

    @Test
    @Acceptance(
            value = {"B-156"},
            by = "system().info()")
    void theEngineKnowsItself() {
        EngineInfo info = engine.client().system().info();

        assertThat(info.id()).isNotBlank();
        assertThat(info.osType()).isEqualTo("linux");
        assertThat(info.ncpu()).isPositive();
        assertThat(info.memTotal()).isGreaterThan(1_000_000L);
        assertThat(info.driver()).isNotBlank();
        assertThat(info.serverVersion())
                .isEqualTo(engine.client().system().version().version());
        assertThat(info.containers()).isNotNegative();
        assertThat(info.containersRunning()).isNotNegative();
        assertThat(info.images()).isPositive();
        assertThat(info.name()).isNotBlank();
        assertThat(info.architecture()).isNotBlank();
        assertThat(info.kernelVersion()).isNotBlank();
        assertThat(info.operatingSystem()).isNotBlank();
        assertThat(info.dockerRootDir()).startsWith("/");
        assertThat(info.systemTime()).startsWith("20");
        assertThat(info.cgroupDriver()).isNotBlank();
        assertThat(info.cgroupVersion()).isIn("1", "2");
        assertThat(info.memoryLimit()).isNotNull();
        assertThat(info.ipv4Forwarding()).isNotNull();
        assertThat(info.defaultRuntime()).isNotBlank();
        assertThat(info.runtimes()).containsKey(info.defaultRuntime());
        assertThat(info.driverStatus()).isNotEmpty().allMatch(pair -> pair.size() == 2);
        assertThat(info.plugins()).containsKey("Volume");
        assertThat(info.swarm()).containsKey("LocalNodeState");
    }

    @Test
    void eventsTellWhatHappensToAContainer() {
        try (EventStream events = engine.client().system().events(engine.filter())) {
            String id = engine.run("sh", "-c", "exit 3");

            List<String> actions = new ArrayList<>();
            Event event;
            do {
                event = events.next();
                actions.add(event.action());
                assertThat(event.type()).isIn("container", "network");
            } while (!"die".equals(event.action()));
            assertThat(actions).containsSubsequence("create", "start", "die");
            assertThat(event.actor().id()).isEqualTo(id);
            assertThat(event.actor().attributes())
                    .containsEntry("exitCode", "3")
                    .containsKey("image");
            assertThat(event.timeNano()).isPositive();
        }
    }

    /** Others may empty the list of what is remembered at any time, so the past is one of a moment ago. */
    @Test
    @Acceptance(
            value = {"B-160"},
            by = "system().events(options); without since nothing of the past; forEachWhile ends it by false")
    void eventsOfTheRecentPastAreReadToTheirEnd() {
        Instant before = now().minusSeconds(1);
        String first = engine.run("true");
        EventOptions past = EventOptions.DEFAULT
                .withSince(before)
                .withUntil(now().plusSeconds(1))
                .withFilters(engine.filter().and("type", "container").and("container", first));

        List<Event> events = new ArrayList<>();
        try (EventStream stream = engine.client().system().events(past)) {
            stream.forEachRemaining(events::add);
        }

        assertThat(events).extracting(Event::action).containsSubsequence("create", "start", "die");
        assertThat(events).extracting(event -> event.actor().id()).containsOnly(first);
        try (EventStream future = engine.client().system().events(EventOptions.DEFAULT.withFilters(engine.filter()))) {
            String second = engine.run("true");
            List<String> seen = new ArrayList<>();
            future.forEachWhile(event -> {
                seen.add(event.actor().id());
                return !"die".equals(event.action());
            });
            assertThat(seen).contains(second).doesNotContain(first);
        }
    }

    /** Of the moment that is over nothing is lost, and moments are told apart by less than a second. */
    @Test
    void eventsBetweenTwoMomentsOfThePastAreRead() {
        String id = engine.create(engine.busybox("true"));
        Instant created = now();
        engine.containers().start(id);
        engine.containers().waitUntilStopped(id);
        Instant ended = now();
        engine.containers().rename(id, engine.name("renamed"));
        EventOptions past = EventOptions.DEFAULT
                .withSince(created)
                .withUntil(ended)
                .withFilters(Filters.by("type", "container").and("container", id));

        List<String> actions = new ArrayList<>();
        try (EventStream stream = engine.client().system().events(past)) {
            stream.forEachRemaining(event -> actions.add(event.action()));
        }

        assertThat(actions).contains("start").doesNotContain("create", "rename");
    }

    /** By the engine's clock. */
    private static Instant now() {
        return OffsetDateTime.parse(engine.client().system().info().systemTime())
                .toInstant();
    }

    @Test
    void theDiskIsUsedBySomething() {
        String container = engine.run("sh", "-c", "head -c 100000 /dev/zero >/file");
        String volume = engine.client()
                .volumes()
                .create(engine.name("df"), engine.labels())
                .name();

        DiskUsage usage = engine.client().system().diskUsage();

        assertThat(usage.images().totalCount()).isPositive();
        assertThat(usage.images().totalSize()).isNotNegative();
        assertThat(usage.images().items())
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image.size()).isNotNull());
        assertThat(usage.containers().items()).extracting(ContainerSummary::id).contains(container);
        assertThat(usage.containers().totalSize()).isGreaterThanOrEqualTo(100_000);
        assertThat(usage.containers().reclaimable()).isGreaterThanOrEqualTo(100_000);
        assertThat(usage.volumes().items())
                .filteredOn(each -> each.name().equals(volume))
                .singleElement()
                .satisfies(each -> assertThat(each.usageData()).isNotNull());
        assertThat(usage.buildCache().items()).hasSize((int) usage.buildCache().totalCount());
    }

    @Test
    void onlyWhatIsAskedForIsLookedAt() {
        engine.client().volumes().create(engine.name("only"), engine.labels());

        DiskUsage usage = engine.client().system().diskUsage(DiskUsageType.VOLUME);

        assertThat(usage.volumes().items()).extracting(VolumeDetails::name).contains(engine.name("only"));
        if (engine.client().apiVersion().isAtLeast(new ApiVersion(1, 42))
                && !engine.client().isPodman()) {
            assertThat(usage.images().items()).isEmpty();
        }
    }

    @Test
    void whatBuildersKeepIsRemovedOrTheEngineKeepsNothing() {
        // Of a type that nothing has: others' builds stay as fast as they are.
        BuildCachePruneOptions none = BuildCachePruneOptions.DEFAULT
                .withReservedSpace(Long.MAX_VALUE)
                .withFilters(Filters.by("id", "no-such-record"));

        if (engine.client().isPodman()) {
            assertThatThrownBy(() -> engine.client().images().pruneBuildCache(none))
                    .isInstanceOf(NotFoundException.class);
        } else {
            BuildCachePruneReport gone = engine.client().images().pruneBuildCache(none);
            assertThat(gone.cachesDeleted()).isEmpty();
            assertThat(gone.spaceReclaimed()).isZero();
        }
    }

    @Test
    void aPinnedVersionIsSpoken() {
        ApiVersion oldest = ApiVersion.OLDEST;
        try (DockerClient pinned = DockerClient.builder()
                .address(engine.client().address())
                .apiVersion(oldest)
                .build()) {
            assertThat(pinned.system().version().version()).isNotBlank();
            assertThat(pinned.apiVersion()).isEqualTo(oldest);
        }
    }
}
