package dev.drydock.client;

import static dev.drydock.client.OperationBench.stream;
import static dev.drydock.client.OperationBench.tar;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** How each operation is tried that Podman has: as Docker's of that name where it is like that, else in a way of its own. */
final class PodmanRecipes {
    private static final String NOBODY = "drydock-test-nobody";
    /** Podman 4 looks for what goes into a list in registries only. */
    private static final String IMAGE =
            EngineFixture.reachable(EngineFixture.BUSYBOX).toString();

    private static final Set<Integer> NO = Set.of(400, 404, 409, 500);

    private final Map<String, Consumer<OperationBench>> all = new TreeMap<>();

    static Map<String, Consumer<OperationBench>> podman() {
        PodmanRecipes recipes = new PodmanRecipes();
        recipes.compatible();
        recipes.containers();
        recipes.images();
        recipes.networksAndVolumes();
        recipes.pods();
        recipes.kubernetes();
        recipes.manifests();
        recipes.artifactsAndQuadlets();
        recipes.system();
        Map<String, Consumer<OperationBench>> docker = OperationRecipes.docker();
        for (String id : Catalogue.newest("podman").list()) {
            Consumer<OperationBench> same = docker.get(id.replaceFirst("Libpod$", ""));
            if (same != null) {
                recipes.all.putIfAbsent(id, same);
            }
        }
        return recipes.all;
    }

    private void add(String id, Consumer<OperationBench> recipe) {
        assertThat(all.put(id, recipe)).as(id).isNull();
    }

    private static void exists(OperationBench bench, Object name) {
        assertThat(bench.call("name", name).status()).isEqualTo(204);
        assertThat(bench.operations
                        .invoke(OperationBench.invocation(bench.operation.id(), "name", NOBODY)
                                .anyStatus())
                        .status())
                .isEqualTo(404);
    }

    /** Docker's API as Podman speaks it. */
    private void compatible() {
        add("SecretList", bench -> {
            String id = secret(bench, false);
            assertThat(bench.call("filters", Filters.by("name", bench.engine.name("secret")))
                            .text())
                    .contains(id);
            bench.tidy("SecretDelete", "name", id);
        });
        add("SecretCreate", bench -> bench.tidy("SecretDelete", "name", secret(bench, true)));
        add("SecretInspect", bench -> {
            String id = secret(bench, false);
            assertThat(bench.call("name", id).at("Spec", "Name")).isEqualTo(bench.engine.name("secret"));
            bench.tidy("SecretDelete", "name", id);
        });
        add("SecretDelete", bench -> bench.call("name", secret(bench, false)));
        for (String id : List.of("SecretListLibpod", "SecretInspectLibpod", "SecretDeleteLibpod")) {
            add(id, bench -> {
                String secret = secret(bench, false);
                boolean list = id.startsWith("SecretList");
                Answer answer = list ? bench.call() : bench.call("name", secret);
                if (!id.startsWith("SecretDelete")) {
                    assertThat(answer.text()).contains(bench.engine.name("secret"));
                    bench.tidy("SecretDelete", "name", secret);
                }
            });
        }
        add("SecretExistsLibpod", bench -> {
            String secret = secret(bench, false);
            exists(bench, secret);
            bench.tidy("SecretDelete", "name", secret);
        });
        add("SecretCreateLibpod", bench -> {
            String id = (String) bench.call("name", bench.engine.name("secret"), "body", "value")
                    .at("ID");
            assertThat(id).isNotNull();
            bench.tidy("SecretDelete", "name", id);
        });
    }

    private static String secret(OperationBench bench, boolean tried) {
        Object[] body = {"body", Map.of("Name", bench.engine.name("secret"), "Data", "dmFsdWU=")};
        return (String) (tried ? bench.call(body) : bench.other("SecretCreate", body)).at("ID");
    }

    private void containers() {
        add("ContainerCreateLibpod", bench -> {
            Map<String, Object> body = Map.of(
                    "image",
                    EngineFixture.BUSYBOX,
                    "name",
                    bench.engine.name("made"),
                    "command",
                    List.of("true"),
                    "labels",
                    bench.engine.labels());
            assertThat(bench.call("body", body).at("Id")).isNotNull();
        });
        add("ContainerShowMountedLibpod", bench -> bench.call().map());
        add(
                "ContainersStatsAllLibpod",
                bench -> assertThat(bench.call("containers", List.of(bench.sleeping()), "stream", false)
                                .text())
                        .contains("Stats"));
        add(
                "ContainerArchiveLibpod",
                bench -> assertThat(bench.read(bench.with("id", bench.created(), "path", "/etc/passwd")))
                        .hasSizeGreaterThan(512));
        add("ContainerCheckpointLibpod", bench -> bench.answered(Set.of(200, 500), "id", bench.sleeping()));
        add("ContainerRestoreLibpod", bench -> bench.answered(NO, "id", bench.created()));
        add("ContainerExistsLibpod", bench -> exists(bench, bench.created()));
        add("ContainerHealthcheckLibpod", bench -> {
            String id = bench.engine.start(bench.engine
                    .busybox("sleep", "1000")
                    .option("Healthcheck", Map.of("Test", List.of("CMD", "true"), "Interval", 3_600_000_000_000L)));
            assertThat(bench.call("id", id).at("Status")).isIn("healthy", "starting");
        });
        add("ContainerInitLibpod", bench -> bench.call("id", bench.created()));
        add("ContainerMountLibpod", bench -> {
            String id = bench.created();
            assertThat(bench.call("id", id).data()).asString().startsWith("/");
            bench.tidy("ContainerUnmountLibpod", "id", id);
        });
        add("ContainerUnmountLibpod", bench -> {
            String id = bench.created();
            bench.other("ContainerMountLibpod", "id", id);
            bench.call("id", id);
        });
        add(
                "ContainerStatsLibpod",
                bench -> assertThat(bench.call("id", bench.sleeping(), "stream", false)
                                .map())
                        .isNotEmpty());
        add(
                "ContainerUpdateLibpod",
                bench -> bench.call("id", bench.sleeping(), "body", Map.of("pids", Map.of("limit", 100))));
        add(
                "ContainerStopLibpod",
                bench -> assertThat(
                                bench.call("id", bench.sleeping(), "timeout", 0).status())
                        .isEqualTo(204));
        add(
                "ContainerWaitLibpod",
                bench -> assertThat(bench.call(
                                        "id",
                                        bench.engine.run("sh", "-c", "exit 3"),
                                        "condition",
                                        List.of("stopped", "exited"))
                                .text())
                        .isEqualToIgnoringWhitespace("3"));
        add("ContainerListLibpod", bench -> {
            String id = bench.created();
            assertThat(bench.call("all", true, "filters", bench.mine()).at(0, "Id"))
                    .isEqualTo(id);
        });
    }

    private void images() {
        add("ImageBuildLibpod", bench -> {
            String file = "FROM " + EngineFixture.BUSYBOX + "\n";
            bench.call(
                    "t",
                    List.of("localhost/" + bench.engine.name("built")),
                    "labels",
                    bench.engine.labels(),
                    "body",
                    stream(tar("Dockerfile", file)));
            assertThat(bench.engine.client().images().list(bench.mine())).isNotEmpty();
        });
        add("LocalBuildLibpod", bench -> bench.answered(NO, "localcontextdir", "/drydock-test-none"));
        add("LocalImagesLibpod", bench -> bench.answered(NO, "path", "/drydock-test-none.tar"));
        add(
                "ImageCommitLibpod",
                bench -> bench.call(
                        "container", bench.created(), "repo", "localhost/" + bench.engine.name("made"), "tag", "1"));
        add(
                "ImageExportLibpod",
                bench -> assertThat(bench.read(bench.with(
                                "references",
                                List.of(bench.image("one"), bench.image("two")),
                                "format",
                                "docker-archive")))
                        .hasSizeGreaterThan(1024));
        add("ImageImportLibpod", bench -> {
            String name = "localhost/" + bench.engine.name("imported");
            bench.call("reference", name + ":1", "body", stream(tar("made", "x")));
            bench.other("ImageDelete", "name", name + ":1");
        });
        add("ImageLoadLibpod", bench -> {
            String name = bench.image("saved");
            byte[] saved = bench.other("ImageGetLibpod", "name", name).bytes();
            bench.other("ImageDelete", "name", name);
            bench.call("body", stream(saved));
            assertThat(bench.engine.client().images().list(bench.mine())).hasSize(1);
        });
        add(
                "ImagePullLibpod",
                bench -> assertThat(bench.call(
                                        "reference",
                                        EngineFixture.reachable(EngineFixture.BUSYBOX)
                                                .toString(),
                                        "tlsVerify",
                                        false)
                                .records())
                        .isNotEmpty());
        add("ImageDeleteAllLibpod", bench -> {
            bench.call("images", List.of(bench.image("one"), bench.image("two")), "all", false, "force", true);
            assertThat(bench.engine.client().images().list(bench.mine())).isEmpty();
        });
        add("ImageScpLibpod", bench -> bench.answered(NO, "name", NOBODY));
        add("ImageExistsLibpod", bench -> exists(bench, EngineFixture.BUSYBOX));
        add(
                "ImageChangesLibpod",
                bench -> bench.call(
                        "name",
                        bench.other("ImageInspect", "name", bench.image("changed"))
                                .at("Id")
                                .toString()
                                .replace("sha256:", "")));
        add(
                "ImageResolveLibpod",
                bench -> assertThat(bench.call("name", NOBODY).text()).contains(NOBODY));
        add(
                "ImageTreeLibpod",
                bench -> assertThat(bench.call("name", EngineFixture.BUSYBOX).text())
                        .contains("Tree"));
        add("ImageUntagLibpod", bench -> {
            String name = "localhost/" + bench.engine.name("untagged");
            bench.other("ImageTag", "name", bench.image("kept"), "repo", name, "tag", "1");
            bench.call("name", name + ":1", "repo", name, "tag", "1");
        });
        add("ImagePushLibpod", bench -> {
            String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
            String to = (mirror == null || mirror.isBlank() ? "127.0.0.1:1" : mirror) + "/drydock-test-pushed:latest";
            Answer pushed = bench.operations.invoke(
                    bench.with("name", bench.image("pushed"), "destination", to, "tlsVerify", false)
                            .anyStatus());
            assertThat(pushed.text().contains("rror")).as(pushed.text()).isEqualTo(mirror == null || mirror.isBlank());
        });
        add("ImagePruneLibpod", bench -> {
            bench.image("pruned");
            bench.engine
                    .containers()
                    .list(bench.mine())
                    .forEach(each -> bench.engine.containers().remove(each.id()));
            bench.call("all", true, "filters", bench.mine());
            assertThat(bench.engine.client().images().list(bench.mine())).isEmpty();
        });
    }

    private void networksAndVolumes() {
        add(
                "NetworkCreateLibpod",
                bench -> assertThat(bench.call(
                                        "body",
                                        Map.of("name", bench.engine.name("net"), "labels", bench.engine.labels()))
                                .at("name"))
                        .isEqualTo(bench.engine.name("net")));
        add("NetworkExistsLibpod", bench -> {
            bench.network();
            exists(bench, bench.engine.name("net"));
        });
        add("NetworkConnectLibpod", bench -> {
            bench.network();
            bench.call("id", bench.engine.name("net"), "body", Map.of("container", bench.sleeping()));
        });
        add("NetworkDisconnectLibpod", bench -> {
            bench.network();
            String container = bench.sleeping();
            bench.other("NetworkConnectLibpod", "id", bench.engine.name("net"), "body", Map.of("container", container));
            bench.call("id", bench.engine.name("net"), "body", Map.of("Container", container));
        });
        add("NetworkUpdateLibpod", bench -> {
            bench.network();
            bench.call(
                    bench.with("id", bench.engine.name("net"), "body", Map.of("adddnsservers", List.of("192.0.2.1"))));
        });
        add("VolumeExistsLibpod", bench -> exists(bench, bench.volume()));
        add(
                "VolumeExportLibpod",
                bench -> assertThat(bench.read(bench.with("name", bench.volume())))
                        .isNotEmpty());
        add("VolumeImportLibpod", bench -> {
            String name = bench.volume();
            bench.call("name", name, "body", tar("made", "x"));
            assertThat(new String(
                            bench.other("VolumeExportLibpod", "name", name).bytes(), StandardCharsets.UTF_8))
                    .contains("made");
        });
    }

    private static void withPod(OperationBench bench, boolean started, Consumer<String> trial) {
        String name = bench.engine.name("pod");
        // Without the infrastructure container, whose image might have to be built first.
        Map<String, Object> body = Map.of("name", name, "no_infra", true, "labels", bench.engine.labels());
        try {
            if (bench.operation.id().equals("PodCreateLibpod")) {
                bench.call("body", body);
            } else {
                bench.other("PodCreateLibpod", "body", body);
            }
            if (started) {
                Map<String, Object> container = Map.of(
                        "image",
                        EngineFixture.BUSYBOX,
                        "pod",
                        name,
                        "command",
                        List.of("sleep", "1000"),
                        "labels",
                        bench.engine.labels(),
                        "stop_timeout",
                        0,
                        "netns",
                        Map.of("nsmode", "none"));
                bench.other("ContainerCreateLibpod", "body", container);
                bench.other("PodStartLibpod", "name", name);
            }
            trial.accept(name);
        } finally {
            bench.tidy("PodDeleteLibpod", "name", name, "force", true);
        }
    }

    private void pods() {
        add("PodCreateLibpod", bench -> withPod(bench, false, name -> {}));
        add(
                "PodListLibpod",
                bench -> withPod(
                        bench,
                        false,
                        name -> assertThat(bench.call("filters", Filters.by("name", name))
                                        .at(0, "Name"))
                                .isEqualTo(name)));
        // It has no filters.
        add("PodPruneLibpod", OperationBench::notOnASharedEngine);
        add(
                "PodStatsAllLibpod",
                bench -> withPod(
                        bench,
                        true,
                        name -> bench.answered(Set.of(200, 500), "namesOrIDs", List.of(name), "stream", false)));
        add("PodDeleteLibpod", bench -> withPod(bench, true, name -> bench.call("name", name, "force", true)));
        add("PodExistsLibpod", bench -> withPod(bench, false, name -> exists(bench, name)));
        add(
                "PodInspectLibpod",
                bench -> withPod(
                        bench,
                        false,
                        name -> assertThat(bench.call("name", name).at("Name")).isEqualTo(name)));
        add("PodKillLibpod", bench -> withPod(bench, true, name -> bench.call("name", name)));
        add(
                "PodPauseLibpod",
                bench -> withPod(bench, true, name -> {
                    bench.call("name", name);
                    bench.other("PodUnpauseLibpod", "name", name);
                }));
        add(
                "PodUnpauseLibpod",
                bench -> withPod(bench, true, name -> {
                    bench.other("PodPauseLibpod", "name", name);
                    bench.call("name", name);
                }));
        add("PodRestartLibpod", bench -> withPod(bench, true, name -> bench.call("name", name)));
        add(
                "PodStartLibpod",
                bench -> withPod(bench, true, name -> {
                    bench.other("PodStopLibpod", "name", name, "t", 0);
                    bench.call("name", name);
                }));
        add("PodStopLibpod", bench -> withPod(bench, true, name -> bench.call("name", name, "t", 0)));
        add(
                "PodTopLibpod",
                bench -> withPod(
                        bench,
                        true,
                        name -> assertThat(bench.call("name", name).text()).contains("sleep")));
    }

    private static String yaml(OperationBench bench) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  labels:
                    %s: "%s"
                spec:
                  hostNetwork: true
                  containers:
                  - name: one
                    image: %s
                    command: ["sleep", "1000"]
                """.formatted(
                        bench.engine.name("play"),
                        EngineFixture.LABEL,
                        bench.engine.labels().get(EngineFixture.LABEL),
                        EngineFixture.BUSYBOX);
    }

    private void kubernetes() {
        add("PlayKubeLibpod", bench -> {
            try {
                // It may need an infrastructure image that it can't get.
                bench.answered(Set.of(200, 500), bench.with("start", false).body(yaml(bench)));
            } finally {
                bench.tidy("PodDeleteLibpod", "name", bench.engine.name("play"), "force", true);
            }
        });
        add("PlayKubeDownLibpod", bench -> {
            bench.tidy("PlayKubeLibpod", "start", false, "body", yaml(bench));
            try {
                bench.answered(Set.of(200, 500), bench.with().body(yaml(bench)));
            } finally {
                bench.tidy("PodDeleteLibpod", "name", bench.engine.name("play"), "force", true);
            }
        });
        add("KubeApplyLibpod", bench -> bench.answered(NO, bench.with().body(yaml(bench))));
        add(
                "GenerateKubeLibpod",
                bench -> assertThat(
                                bench.call("names", List.of(bench.created())).text())
                        .contains("kind: Pod"));
        add(
                "GenerateSystemdLibpod",
                bench -> assertThat(bench.call("name", bench.created()).text()).contains("[Unit]"));
    }

    private static void withManifest(OperationBench bench, Consumer<String> trial) {
        String name = "localhost/" + bench.engine.name("list") + ":1";
        try {
            if (bench.operation.id().equals("ManifestCreateLibpod")) {
                bench.call("name", name, "images", List.of(IMAGE));
            } else {
                bench.other("ManifestCreateLibpod", "name", name, "images", List.of(IMAGE));
            }
            trial.accept(name);
        } finally {
            bench.tidy("ManifestDeleteLibpod", "name", name);
        }
    }

    private void manifests() {
        add("ManifestCreateLibpod", bench -> withManifest(bench, name -> {}));
        add("ManifestExistsLibpod", bench -> withManifest(bench, name -> exists(bench, name)));
        add(
                "ManifestInspectLibpod",
                bench -> withManifest(
                        bench,
                        name -> assertThat((List<?>) bench.call("name", name).at("manifests"))
                                .hasSize(1)));
        add(
                "ManifestModifyLibpod",
                bench -> withManifest(
                        bench,
                        name -> bench.call(
                                "name", name, "body", Map.of("operation", "update", "images", List.of(IMAGE)))));
        add(
                "ManifestAddLibpod",
                bench -> withManifest(
                        bench, name -> bench.call("name", name, "body", Map.of("images", List.of(IMAGE)))));
        add("ManifestDeleteLibpod", bench -> withManifest(bench, name -> bench.call("name", name)));
        add(
                "ManifestDeleteV3Libpod",
                bench -> withManifest(
                        bench,
                        name -> bench.call(
                                "name",
                                name,
                                "digest",
                                bench.other("ManifestInspectLibpod", "name", name)
                                        .at("manifests", 0, "digest"))));
        for (String push : List.of("ManifestPushLibpod", "ManifestPushV3Libpod")) {
            String to = "127.0.0.1:1/drydock-test-none:1";
            add(
                    push,
                    bench -> withManifest(bench, name -> {
                        Answer pushed = bench.operations.invoke(bench.with("name", name, "destination", to, "all", true)
                                .anyStatus());
                        assertThat(pushed.status() >= 400 || pushed.text().contains("rror"))
                                .as(pushed.text())
                                .isTrue();
                    }));
        }
    }

    private static void withArtifact(OperationBench bench, Consumer<String> trial) {
        String name = "localhost/" + bench.engine.name("artifact") + ":1";
        Object[] parameters = {"name", name, "fileName", "made", "body", "x".getBytes(StandardCharsets.UTF_8)};
        try {
            if (bench.operation.id().equals("ArtifactAddLibpod")) {
                bench.call(parameters);
            } else {
                bench.other("ArtifactAddLibpod", parameters);
            }
            trial.accept(name);
        } finally {
            bench.tidy("ArtifactDeleteLibpod", "name", name);
        }
    }

    private void artifactsAndQuadlets() {
        add("ArtifactAddLibpod", bench -> withArtifact(bench, name -> {}));
        add(
                "ArtifactListLibpod",
                bench -> withArtifact(
                        bench, name -> assertThat(bench.call().text()).contains(name)));
        add(
                "ArtifactInspectLibpod",
                bench -> withArtifact(
                        bench,
                        name -> assertThat(bench.call("name", name).text()).contains("made")));
        add(
                "ArtifactExtractLibpod",
                bench -> withArtifact(
                        bench,
                        name -> assertThat(bench.read(bench.with("name", name))).isNotEmpty()));
        add("ArtifactDeleteLibpod", bench -> withArtifact(bench, name -> bench.call("name", name)));
        add("ArtifactDeleteAllLibpod", bench -> withArtifact(bench, name -> bench.call("artifacts", List.of(name))));
        add(
                "ArtifactPushLibpod",
                bench -> withArtifact(bench, name -> bench.answered(Set.of(401, 404, 500), "name", name, "retry", 0)));
        add(
                "ArtifactPullLibpod",
                bench -> bench.answered(Set.of(401, 404, 500), "name", "127.0.0.1:1/drydock-test-none:1", "retry", 0));
        add(
                "ArtifactLocalLibpod",
                bench -> bench.answered(
                        NO,
                        "name",
                        "localhost/" + bench.engine.name("local"),
                        "path",
                        "/drydock-test-none",
                        "fileName",
                        "none"));
        // They need systemd on the engine's machine; where it is, there is still no such quadlet.
        add("QuadletListLibpod", bench -> bench.answered(Set.of(200, 500)));
        add("QuadletInstallLibpod", bench -> bench.answered(NO, bench.with().body(new byte[0])));
        add(
                "QuadletExistsLibpod",
                bench -> assertThat(bench.operations
                                .invoke(bench.with("name", NOBODY + ".container")
                                        .anyStatus())
                                .status())
                        .isIn(404, 500));
        add("QuadletFileLibpod", bench -> bench.answered(Set.of(404, 500), "name", NOBODY + ".container"));
        add("QuadletDeleteLibpod", bench -> bench.answered(NO, "name", NOBODY + ".container"));
        add("QuadletDeleteAllLibpod", bench -> bench.answered(NO, "quadlets", List.of(NOBODY + ".container")));
    }

    private void system() {
        add("SystemInfoLibpod", bench -> assertThat(bench.call().map()).containsKey("host"));
        add(
                "SystemVersionLibpod",
                bench -> assertThat(bench.call().at("Version")).isNotNull());
        add("SystemDataUsageLibpod", bench -> assertThat(bench.call().map()).containsKey("Volumes"));
        add(
                "SystemCheckLibpod",
                bench -> assertThat(bench.call("quick", true).status()).isEqualTo(200));
        add("SystemEventsLibpod", bench -> {
            String id = bench.created();
            List<Object> events = bench.call("stream", false, "since", "1m", "filters", bench.mine())
                    .records();
            assertThat(events).anyMatch(event -> event.toString().contains(id));
        });
        // It removes pods that have ended, whatever the filters say: so with filters that it can't read.
        add("SystemPruneLibpod", bench -> bench.answered(Set.of(400, 500), "filters", "{"));
    }
}
