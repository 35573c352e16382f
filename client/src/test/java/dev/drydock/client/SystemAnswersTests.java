package dev.drydock.client;

import static dev.drydock.client.Answers.answer;
import static dev.drydock.client.Answers.chunked;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.BuildCacheEntry;
import dev.drydock.client.model.DiskUsage;
import dev.drydock.client.model.Event;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.Ping;
import dev.drydock.client.model.VolumeDetails;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of engines older and newer than those that the tests have, replayed. */
class SystemAnswersTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private DockerClient client(int minor) {
        return engine.client(DockerClient.builder().apiVersion(new ApiVersion(1, minor)));
    }

    @Test
    void aPingSaysWhatTheHeadersSay() {
        engine.onPing(raw(String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Api-Version: 1.55",
                "Ostype: linux",
                "Docker-Experimental: true",
                "Builder-Version: 2",
                "Swarm: active/manager",
                "Server: Docker/29.6.0 (linux)",
                "Connection: close",
                "Content-Length: 2",
                "",
                "OK")));

        assertThat(client(40).system().ping())
                .isEqualTo(new Ping("OK", "1.55", "linux", true, "2", "active/manager", "Docker/29.6.0 (linux)", null));
    }

    @Test
    @Acceptance(
            value = {"A-017"},
            by = "system().isReachable() never throws; system().ping() says why not")
    void whetherAnEngineAnswersIsSaidWithoutAnException() throws Exception {
        DockerClient client = client(41);
        assertThat(client.system().isReachable()).isTrue();
        client.closeIdle();
        engine.awaitOpen(0);

        engine.onPing(json(500, "{\"message\":\"not now\"}"));
        assertThat(client.system().isReachable()).isFalse();

        engine.stopListening();
        assertThat(client.system().isReachable()).isFalse();
        assertThatThrownBy(client.system()::ping).isInstanceOf(DockerConnectionException.class);

        client.close();
        assertThat(client.system().isReachable()).isFalse();
        try (DockerClient nonsense = DockerClient.builder()
                .environment(java.util.Map.of("DOCKER_HOST", "nonsense://?"))
                .build()) {
            assertThat(nonsense.system().isReachable()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Items\":[{\"Id\":\"sha256:1\",\"Size\":5,\"Containers\":1}],\"TotalCount", "TotalImages"})
    void diskUsageThatTheEngineHasAddedUpGoesFirst(String count) throws InterruptedException {
        engine.next(json(200, """
                {"ImageUsage":{"%s":7,"ActiveCount":3,"TotalSize":5000000000,"Reclaimable":4000000000},
                 "ContainerUsage":{"TotalCount":1,"ActiveCount":1,"TotalSize":9,"Reclaimable":0,
                   "Items":[{"Id":"c1","State":"running"}]},
                 "VolumeUsage":{"TotalCount":2,"ActiveCount":1,"TotalSize":11,"Reclaimable":6},
                 "LayersSize":1,"Images":[{"Id":"sha256:old"},{"Id":"sha256:older"}],"BuilderSize":4}""".formatted(count)));

        DiskUsage usage = client(52).system().diskUsage(DiskUsageType.IMAGE, DiskUsageType.BUILD_CACHE);

        assertThat(engine.call().line()).isEqualTo("GET /v1.52/system/df?type=image&type=build-cache&verbose=true");
        assertThat(usage.images().totalCount()).isEqualTo(7);
        assertThat(usage.images().activeCount()).isEqualTo(3);
        assertThat(usage.images().totalSize()).isEqualTo(5_000_000_000L);
        assertThat(usage.images().reclaimable()).isEqualTo(4_000_000_000L);
        assertThat(usage.images().items()).extracting(ImageSummary::id).isSubsetOf("sha256:1");
        assertThat(usage.containers().items()).hasSize(1);
        assertThat(usage.volumes().reclaimable()).isEqualTo(6);
        assertThat(usage.volumes().items()).isEmpty();
        assertThat(usage.buildCache()).isEqualTo(new DiskUsage.Usage<>(0, 0, 0, 0, List.of()));
        assertThat(usage.more()).containsOnlyKeys("BuilderSize");
    }

    @Test
    void diskUsageOfOlderEnginesIsAddedUpHere() throws InterruptedException {
        engine.next(json(200, """
                {"LayersSize":100,
                 "Images":[{"Id":"i1","Size":60,"SharedSize":20,"Containers":2},{"Id":"i2","Size":60,"SharedSize":20,"Containers":0}],
                 "Containers":[{"Id":"c1","State":"running","SizeRw":3},{"Id":"c2","State":"exited","SizeRw":4},{"Id":"c3"}],
                 "Volumes":[{"Name":"v1","UsageData":{"RefCount":1,"Size":5}},{"Name":"v2","UsageData":{"RefCount":0,"Size":6}},
                   {"Name":"v3","UsageData":{"RefCount":-1,"Size":-1}}],
                 "BuildCache":[{"ID":"b1","InUse":true,"Size":7,"Type":"regular"," Parents":["b2"]},
                   {"ID":"b2","Size":8,"UsageCount":2},{"ID":"b3","Size":9,"Shared":true}]}"""));

        DiskUsage usage = client(41).system().diskUsage();

        assertThat(engine.call().line()).isEqualTo("GET /v1.41/system/df");
        assertThat(usage.images())
                .extracting(
                        DiskUsage.Usage::totalCount,
                        DiskUsage.Usage::activeCount,
                        DiskUsage.Usage::totalSize,
                        DiskUsage.Usage::reclaimable)
                .containsExactly(2L, 1L, 100L, 60L);
        assertThat(usage.containers())
                .extracting(DiskUsage.Usage::activeCount, DiskUsage.Usage::totalSize, DiskUsage.Usage::reclaimable)
                .containsExactly(1L, 7L, 4L);
        assertThat(usage.volumes())
                .extracting(DiskUsage.Usage::activeCount, DiskUsage.Usage::totalSize, DiskUsage.Usage::reclaimable)
                .containsExactly(1L, 11L, 6L);
        assertThat(usage.volumes().items())
                .extracting(VolumeDetails::usageData)
                .contains(new VolumeDetails.UsageData(6, 0));
        assertThat(usage.buildCache())
                .extracting(DiskUsage.Usage::activeCount, DiskUsage.Usage::totalSize, DiskUsage.Usage::reclaimable)
                .containsExactly(1L, 15L, 8L);
        assertThat(usage.buildCache().items())
                .extracting(BuildCacheEntry::parents)
                .contains(List.of("b2"));
    }

    @Test
    void listsThatWereNotAskedForMayBeMissing() {
        engine.next(json(
                200, "{\"LayersSize\":0,\"Images\":null,\"Containers\":null,\"Volumes\":null,\"BuildCache\":null}"));

        assertThat(client(51).system().diskUsage(DiskUsageType.VOLUME).images().items())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/jsonl", "application/x-ndjson", "application/json-seq"})
    void eventsOfNewerEnginesHaveNoOldFieldsAndMayHaveSeparators(String type) {
        String before = type.endsWith("seq") ? "\u001e" : "";
        StringBuilder body = new StringBuilder();
        for (String action : new String[] {"create", "start"}) {
            body.append(before)
                    .append("{\"Type\":\"container\",\"Action\":\"")
                    .append(action)
                    .append(
                            "\",\"Actor\":{\"ID\":\"c1\",\"Attributes\":{\"image\":\"x\"}},\"scope\":\"local\",\"time\":1,")
                    .append("\"timeNano\":1000000001}\n");
        }
        engine.next(answer(200, type, body.toString()));

        List<Event> events = new ArrayList<>();
        try (EventStream stream = client(52).system().events(Filters.NONE)) {
            stream.forEachRemaining(events::add);
        }

        assertThat(events).extracting(Event::action).containsExactly("create", "start");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.actor().id()).isEqualTo("c1");
            assertThat(event.timeNano()).isEqualTo(1_000_000_001L);
        });
    }

    @Test
    void aWarningAboutVolumesIsHandedOn() {
        engine.next(json(200, "{\"Volumes\":null,\"Warnings\":[\"plugin x doesn't answer\"]}"));

        VolumeList list = client(41).volumes().list(Filters.NONE);

        assertThat(list).isEmpty();
        assertThat(list.warnings()).containsExactly("plugin x doesn't answer");
    }

    @Test
    void anErrorAtTheEndOfAnArchiveIsFoundHoweverItIsCut() throws Exception {
        String error = "{\"errorDetail\":{\"message\":\"disk is broken\"},\"error\":\"disk is broken\"}\r\n";
        for (int cut = 1; cut < error.length(); cut += 7) {
            engine.next(raw(chunked("\0".repeat(3000), error.substring(0, cut), error.substring(cut))));

            try (ArchiveStream tar = client(41).images().save("busybox:1.36")) {
                assertThatThrownBy(tar::readAllBytes)
                        .hasMessage("Cannot save image 'busybox:1.36': the engine reports 'disk is broken'.")
                        .cause()
                        .isInstanceOf(DockerStreamException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"message\":\"lost\"}", "{\"error\":\"lost\"}\n", "{\"cause\":\"x\",\"message\":\"lost\"}"})
    void errorsOfOtherFormsAtTheEndOfAnArchiveAreFound(String error) throws Exception {
        engine.next(raw(chunked("x".repeat(20_000), error)));

        try (ArchiveStream tar = client(41).images().save("a", "b")) {
            assertThatThrownBy(tar::readAllBytes).hasMessageContaining("lost");
        }
        assertThat(engine.call().line()).isEqualTo("GET /v1.41/images/get?names=a&names=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\0\0", "{\"message\":\"a file\"}\0\0\0\0", "{}", "{\"errorDetail\":}", "}", "{\"a\":1}"})
    void otherEndsOfAnArchiveAreNone(String end) throws Exception {
        engine.next(raw(chunked("x".repeat(512) + end)));

        try (ArchiveStream tar = client(41).images().save("a")) {
            assertThat(tar.readAllBytes()).hasSize(512 + end.length());
        }
    }
}
