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

/** How each operation is tried that Docker has. Podman's of the same name, and most of its own, go the same way. */
final class OperationRecipes {
    /** Not in a swarm; and where somebody else has made one meanwhile: no such thing, or not such a thing. */
    private static final Set<Integer> NO_SWARM = Set.of(503, 400, 404, 500);

    private static final String NOBODY = "drydock-test-nobody";

    private final Map<String, Consumer<OperationBench>> all = new TreeMap<>();

    static Map<String, Consumer<OperationBench>> docker() {
        OperationRecipes recipes = new OperationRecipes();
        recipes.containers();
        recipes.commands();
        recipes.images();
        recipes.networksAndVolumes();
        recipes.system();
        recipes.plugins();
        recipes.swarm();
        return recipes.all;
    }

    private void add(String id, Consumer<OperationBench> recipe) {
        assertThat(all.put(id, recipe)).as(id).isNull();
    }

    private void containers() {
        add("ContainerCreate", bench -> {
            Map<String, Object> body =
                    Map.of("Image", EngineFixture.BUSYBOX, "Cmd", List.of("true"), "Labels", bench.engine.labels());
            Answer made = bench.call("name", bench.engine.name("made"), "body", body);
            assertThat(bench.engine
                            .containers()
                            .inspect(bench.engine.name("made"))
                            .id())
                    .isEqualTo(made.at("Id"));
        });
        add("ContainerList", bench -> {
            String id = bench.created();
            assertThat(bench.call("all", true, "filters", bench.mine()).at(0, "Id"))
                    .isEqualTo(id);
        });
        add("ContainerPrune", bench -> {
            String id = bench.created();
            bench.call("filters", bench.mine());
            assertThat(bench.engine.containers().list(bench.mine())).as(id).isEmpty();
        });
        add("ContainerDelete", bench -> {
            bench.call("id", bench.sleeping(), "force", true, "v", true);
            assertThat(bench.engine.containers().list(bench.mine())).isEmpty();
        });
        add(
                "ContainerArchive",
                bench -> assertThat(bench.read(bench.with("id", bench.created(), "path", "/etc/passwd")))
                        .hasSizeGreaterThan(512));
        add(
                "ContainerArchiveInfo",
                bench -> assertThat(bench.call("id", bench.created(), "path", "/etc/passwd")
                                .header("X-Docker-Container-Path-Stat"))
                        .isNotBlank());
        add("PutContainerArchive", bench -> {
            String id = bench.created();
            bench.call("id", id, "path", "/tmp", "body", stream(tar("made", "x")));
            assertThat(bench.other("ContainerArchive", "id", id, "path", "/tmp/made")
                            .bytes())
                    .isNotEmpty();
        });
        add("ContainerAttach", bench -> {
            String id = bench.created();
            byte[] output = bench.exchange(
                    bench.with("id", id, "stream", true, "stdout", true, "stderr", true),
                    () -> bench.engine.containers().start(id));
            assertThat(new String(output, StandardCharsets.UTF_8)).endsWith("hello\n");
        });
        add("ContainerAttachWebsocket", bench -> {
            String id = bench.engine.run("echo", "hello");
            // Before API 1.42 all output came, and nobody could choose.
            boolean choice = bench.operation.parameters().stream()
                    .anyMatch(each -> each.name().equals("stdout"));
            byte[] output = bench.exchange(
                    bench.with("id", id, "logs", true, "stream", false, "stdout", choice ? true : null), () -> {});
            // A frame of WebSocket's: final and binary or text, 6 bytes.
            assertThat(output).startsWith(output[0], 6);
            assertThat(new String(output, StandardCharsets.UTF_8)).contains("hello\n");
        });
        add(
                "ContainerChanges",
                bench -> assertThat(bench.call("id", bench.engine.run("touch", "/made"))
                                .list())
                        .anyMatch(change -> change.toString().contains("/made")));
        add(
                "ContainerExport",
                bench -> assertThat(bench.read(bench.with("id", bench.created())))
                        .hasSizeGreaterThan(1024));
        add("ContainerInspect", bench -> {
            String id = bench.created();
            assertThat(bench.call("id", id).at("Id")).isEqualTo(id);
        });
        add("ContainerKill", bench -> {
            String id = bench.sleeping();
            bench.call("id", id, "signal", "KILL");
            bench.engine.containers().waitUntilStopped(id);
        });
        add("ContainerLogs", bench -> {
            String id = bench.engine.run("echo", "hello");
            byte[] log = bench.read(bench.with("id", id, "stdout", true));
            assertThat(log).startsWith(1, 0, 0, 0, 0, 0, 0, 6);
            assertThat(new String(log, StandardCharsets.UTF_8)).endsWith("hello\n");
        });
        add("ContainerPause", bench -> {
            String id = bench.sleeping();
            bench.call("id", id);
            bench.engine.containers().unpause(id);
        });
        add("ContainerUnpause", bench -> {
            String id = bench.sleeping();
            bench.engine.containers().pause(id);
            bench.call("id", id);
        });
        add("ContainerRename", bench -> {
            String id = bench.created();
            bench.call("id", id, "name", bench.engine.name("renamed"));
            assertThat(bench.engine
                            .containers()
                            .inspect(bench.engine.name("renamed"))
                            .id())
                    .isEqualTo(id);
        });
        add(
                "ContainerResize",
                bench -> bench.call(
                        "id",
                        bench.engine.start(bench.engine.busybox("sleep", "1000").option("Tty", true)),
                        "h",
                        40,
                        "w",
                        100));
        add("ContainerRestart", bench -> bench.call("id", bench.sleeping(), "t", 0));
        add("ContainerStart", bench -> {
            String id = bench.created();
            assertThat(bench.call("id", id).status()).isEqualTo(204);
            String runs = bench.sleeping();
            assertThat(bench.call("id", runs).status()).isEqualTo(304);
        });
        add(
                "ContainerStats",
                bench -> assertThat(bench.call("id", bench.sleeping(), "stream", false)
                                .map())
                        .isNotEmpty());
        add(
                "ContainerStop",
                bench -> assertThat(bench.call("id", bench.sleeping(), "t", 0).status())
                        .isEqualTo(204));
        add("ContainerTop", bench -> {
            Answer answer =
                    bench.operations.invoke(bench.with("id", bench.sleeping()).anyStatus());
            // Docker runs the ps of its own machine, and there may be none.
            assertThat(answer.text()).containsAnyOf("Processes", "executable file not found");
        });
        add(
                "ContainerUpdate",
                bench -> bench.call("id", bench.sleeping(), "body", Map.of("RestartPolicy", Map.of("Name", "no"))));
        add(
                "ContainerWait",
                bench -> assertThat(bench.call("id", bench.engine.run("sh", "-c", "exit 3"))
                                .at("StatusCode"))
                        .isEqualTo(3));
    }

    private void commands() {
        add(
                "ContainerExec",
                bench -> assertThat(bench.call(
                                        "id",
                                        bench.sleeping(),
                                        "body",
                                        Map.of("Cmd", List.of("true"), "AttachStdout", true))
                                .at("Id"))
                        .isNotNull());
        add(
                "ExecInspect",
                bench -> assertThat(bench.call("id", bench.exec(false, "true")).at("Running"))
                        .isEqualTo(false));
        add("ExecStart", bench -> {
            byte[] output = bench.exchange(
                    bench.with("id", bench.exec(false, "echo", "hello"), "body", Map.of("Detach", false, "Tty", false)),
                    () -> {});
            assertThat(new String(output, StandardCharsets.UTF_8)).endsWith("hello\n");
        });
        add("ExecResize", bench -> {
            String id = bench.exec(true, "sh", "-c", "echo ready; sleep 1000");
            String start = bench.operation.id().replace("Resize", "Start");
            Invocation begin = OperationBench.invocation(start, "id", id, "body", Map.of("Detach", false, "Tty", true));
            try (EngineConnection connection = bench.operations.attach(begin)) {
                // Only then there is a terminal.
                assertThat(connection.input().read()).isEqualTo('r');
                bench.call("id", id, "h", 40, "w", 100);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private void images() {
        add("ImageBuild", bench -> {
            String file = "FROM " + EngineFixture.BUSYBOX + "\n";
            Answer built = bench.call(
                    "t",
                    List.of(bench.engine.name("built")),
                    "labels",
                    bench.engine.labels(),
                    "pull",
                    bench.isPodman() ? false : null,
                    "body",
                    stream(tar("Dockerfile", file)));
            assertThat(built.records()).isNotEmpty();
            assertThat(bench.engine.client().images().list(bench.mine())).isNotEmpty();
        });
        add("BuildPrune", bench -> bench.call("filters", Filters.by("id", "drydock-test-none")));
        add("ImageCommit", bench -> {
            Answer made = bench.call("container", bench.created(), "repo", "localhost/" + bench.engine.name("made"));
            assertThat(made.at("Id")).isNotNull();
        });
        add("ImageCreate", bench -> {
            ImageReference image = EngineFixture.reachable(EngineFixture.BUSYBOX);
            Answer pulled = bench.call("fromImage", image.familiarName(), "tag", image.tagOrLatest());
            assertThat(pulled.records()).isNotEmpty().allMatch(line -> line instanceof Map);
        });
        add(
                "ImageGetAll",
                bench -> assertThat(bench.read(bench.with("names", List.of(bench.image("one"), bench.image("two")))))
                        .hasSizeGreaterThan(1024));
        add("ImageList", bench -> {
            bench.image("listed");
            assertThat(bench.call("filters", bench.mine()).list()).hasSize(1);
        });
        add("ImageLoad", bench -> {
            String name = bench.image("saved");
            byte[] saved = bench.other("ImageGet", "name", name).bytes();
            bench.other("ImageDelete", "name", name);
            bench.call("body", stream(saved));
            assertThat(bench.engine.client().images().list(bench.mine())).hasSize(1);
        });
        add("ImagePrune", bench -> {
            bench.image("pruned");
            bench.engine
                    .containers()
                    .list(bench.mine())
                    .forEach(each -> bench.engine.containers().remove(each.id()));
            // Podman 4 takes this filter only as it sets it itself, and so removes no image with a name.
            bench.call("filters", bench.isPodman() ? bench.mine() : bench.mine().and("dangling", false));
            assertThat(bench.engine.client().images().list(bench.mine())).hasSize(bench.isPodman() ? 1 : 0);
        });
        // Docker Hub can't be reached from everywhere.
        add("ImageSearch", bench -> bench.answered(Set.of(200, 404, 500), "term", "drydock-test-none"));
        add("ImageDelete", bench -> {
            bench.call("name", bench.image("removed"));
            assertThat(bench.engine.client().images().list(bench.mine())).isEmpty();
        });
        add("ImageAttestations", bench -> bench.call("name", EngineFixture.BUSYBOX));
        add(
                "ImageGet",
                bench -> assertThat(bench.read(bench.with("name", bench.image("saved"))))
                        .hasSizeGreaterThan(1024));
        add(
                "ImageHistory",
                bench -> assertThat(bench.call("name", EngineFixture.BUSYBOX).list())
                        .isNotEmpty());
        add(
                "ImageInspect",
                bench -> assertThat(bench.call("name", EngineFixture.BUSYBOX).at("Id"))
                        .isNotNull());
        add("ImagePush", bench -> {
            String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
            String to = (mirror == null || mirror.isBlank() ? "127.0.0.1:1" : mirror) + "/drydock-test-pushed";
            bench.other("ImageTag", "name", bench.image("pushed"), "repo", to, "tag", "latest");
            Invocation push = bench.with(
                    "name",
                    to,
                    "tag",
                    "latest",
                    "X-Registry-Auth",
                    Map.of(),
                    "tlsVerify",
                    bench.isPodman() ? false : null);
            Answer pushed = bench.operations.invoke(push.anyStatus());
            assertThat(pushed.text().contains("rror")).as(pushed.text()).isEqualTo(mirror == null || mirror.isBlank());
        });
        add("ImageTag", bench -> {
            bench.call("name", bench.image("tagged"), "repo", "localhost/" + bench.engine.name("other"), "tag", "1");
            bench.other("ImageDelete", "name", "localhost/" + bench.engine.name("other") + ":1");
        });
        add("DistributionInspect", bench -> {
            String image = EngineFixture.reachable(EngineFixture.BUSYBOX).toString();
            assertThat(bench.call("name", image).at("Descriptor", "digest")).isNotNull();
        });
    }

    private void networksAndVolumes() {
        add("NetworkList", bench -> {
            bench.network();
            assertThat(bench.call("filters", bench.mine()).list()).hasSize(1);
        });
        add(
                "NetworkCreate",
                bench -> assertThat(bench.call(
                                        "body",
                                        Map.of("Name", bench.engine.name("net"), "Labels", bench.engine.labels()))
                                .at("Id"))
                        .isNotNull());
        add("NetworkPrune", bench -> {
            bench.network();
            bench.call("filters", bench.mine());
            assertThat(bench.engine.client().networks().list(bench.mine())).isEmpty();
        });
        add("NetworkDelete", bench -> {
            bench.call("id", bench.network());
            assertThat(bench.engine.client().networks().list(bench.mine())).isEmpty();
        });
        add("NetworkInspect", bench -> {
            String id = bench.network();
            assertThat(bench.call("id", id).map()).containsValue(bench.engine.name("net"));
        });
        add("NetworkConnect", bench -> bench.call("id", bench.network(), "body", Map.of("Container", bench.created())));
        add("NetworkDisconnect", bench -> {
            String network = bench.network();
            String container = bench.created();
            bench.other("NetworkConnect", "id", network, "body", Map.of("Container", container));
            bench.call("id", network, "body", Map.of("Container", container, "Force", true));
        });
        add("VolumeList", bench -> {
            String name = bench.volume();
            assertThat(bench.call("filters", bench.mine()).text()).contains(name);
        });
        add(
                "VolumeCreate",
                bench -> assertThat(bench.call(
                                        "body",
                                        Map.of("Name", bench.engine.name("made"), "Labels", bench.engine.labels()))
                                .at("Name"))
                        .isEqualTo(bench.engine.name("made")));
        add("VolumePrune", bench -> {
            String name = bench.volume();
            bench.call("filters", bench.mine());
            // From 1.42 on only those without a name, unless all is asked for.
            bench.tidy("VolumeDelete", "name", name);
            assertThat(bench.engine.client().volumes().list(bench.mine())).isEmpty();
        });
        add("VolumeDelete", bench -> {
            bench.call("name", bench.volume());
            assertThat(bench.engine.client().volumes().list(bench.mine())).isEmpty();
        });
        add("VolumeInspect", bench -> {
            String name = bench.volume();
            assertThat(bench.call("name", name).at("Name")).isEqualTo(name);
        });
        add("VolumeUpdate", bench -> bench.answered(NO_SWARM, "name", bench.volume(), "version", 1));
    }

    private void system() {
        add("Session", bench -> {
            Invocation session = bench.with()
                    .header("X-Docker-Expose-Session-Uuid", bench.engine.name("session"))
                    .header("X-Docker-Expose-Session-Name", "drydock");
            try (EngineConnection connection = bench.operations.attach(session)) {
                assertThat(connection.status()).isEqualTo(101);
            }
        });
        add("SystemPing", bench -> assertThat(bench.call().data()).isEqualTo("OK"));
        add("SystemPingHead", bench -> {
            Answer answer = bench.call();
            assertThat(answer.header("API-Version")).isNotBlank();
            assertThat(answer.data()).isEqualTo("");
        });
        add("SystemAuth", bench -> {
            String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
            boolean none = mirror == null || mirror.isBlank();
            Map<String, String> body =
                    Map.of("username", "nobody", "password", "none", "serveraddress", none ? "127.0.0.1:1" : mirror);
            // Whether a registry without passwords may be spoken to in the clear is the engine's own setting.
            bench.answered(none ? Set.of(401, 500) : Set.of(200, 500), "body", body);
        });
        add("SystemEvents", bench -> {
            String id = bench.created();
            String now = String.valueOf(java.time.Instant.now().getEpochSecond() + 1);
            List<Object> events = bench.call("since", "1", "until", now, "filters", bench.mine())
                    .records();
            assertThat(events).anyMatch(event -> event.toString().contains(id));
        });
        add("SystemInfo", bench -> assertThat(bench.call().map()).containsKey("ServerVersion"));
        add("SystemDataUsage", bench -> assertThat(bench.call().map()).containsKey("Volumes"));
        add("SystemVersion", bench -> assertThat(bench.call().at("ApiVersion")).isNotNull());
    }

    private void plugins() {
        add("PluginList", bench -> bench.call());
        add("PluginCreate", bench -> {
            String name = plugin(bench, true);
            assertThat(bench.other("PluginInspect", "name", name).at("Name")).isEqualTo(name + ":latest");
            bench.tidy("PluginDelete", "name", name, "force", true);
        });
        add(
                "PluginInspect",
                bench -> withPlugin(
                        bench,
                        name -> assertThat(bench.call("name", name).at("Enabled"))
                                .isEqualTo(false)));
        add("PluginDelete", bench -> bench.call("name", plugin(bench, false)));
        add("PluginSet", bench -> withPlugin(bench, name -> bench.call("name", name, "body", List.of("LEVEL=2"))));
        add("PluginEnable", bench -> withPlugin(bench, name -> bench.answered(Set.of(500), "name", name)));
        add("PluginDisable", bench -> bench.answered(Set.of(404), "name", NOBODY));
        add("PluginPush", bench -> bench.answered(Set.of(404), "name", NOBODY));
        add(
                "PluginUpgrade",
                bench ->
                        bench.answered(Set.of(404), "name", NOBODY, "remote", "127.0.0.1:1/nobody", "body", List.of()));
        add(
                "PluginPull",
                bench -> bench.answered(Set.of(200, 400, 404, 500), "remote", "127.0.0.1:1/nobody", "body", List.of()));
        add("GetPluginPrivileges", bench -> bench.answered(Set.of(200, 400, 404, 500), "remote", "127.0.0.1:1/nobody"));
    }

    private static String plugin(OperationBench bench, boolean tried) {
        String name = bench.engine.name("plugin");
        String config = """
                {"description": "test", "entrypoint": ["/none"], "workdir": "/", "network": {"type": "host"},
                 "env": [{"name": "LEVEL", "settable": ["value"], "value": "1"}],
                 "interface": {"types": ["drydock.test/1.0"], "socket": "none.sock"}, "linux": {"capabilities": []}}
                """;
        Object[] parameters = {"name", name, "body", stream(tar("config.json", config, "rootfs/none", "none"))};
        if (tried) {
            bench.call(parameters);
        } else {
            bench.other("PluginCreate", parameters);
        }
        return name;
    }

    private static void withPlugin(OperationBench bench, Consumer<String> trial) {
        String name = plugin(bench, false);
        try {
            trial.accept(name);
        } finally {
            bench.tidy("PluginDelete", "name", name, "force", true);
        }
    }

    /** No engine of the tests is in a swarm; should somebody make one, none of these changes it. */
    private void swarm() {
        for (String list : List.of(
                "ConfigList", "NodeList", "SecretList", "ServiceList", "TaskList", "SwarmInspect", "SwarmUnlockkey")) {
            add(list, bench -> bench.answered(Set.of(503, 200)));
        }
        for (String one : List.of("Config", "Node", "Secret", "Service")) {
            add(one + "Inspect", bench -> bench.answered(NO_SWARM, "id", NOBODY));
            add(one + "Delete", bench -> bench.answered(NO_SWARM, "id", NOBODY));
            add(one + "Update", bench -> bench.answered(NO_SWARM, "id", NOBODY, "version", 1, "body", Map.of()));
        }
        for (String one : List.of("ConfigCreate", "SecretCreate", "ServiceCreate")) {
            add(one, bench -> bench.answered(NO_SWARM, "body", Map.of("Name", "")));
        }
        add("TaskInspect", bench -> bench.answered(NO_SWARM, "id", NOBODY));
        add("TaskLogs", bench -> bench.answered(NO_SWARM, "id", NOBODY, "stdout", true));
        add("ServiceLogs", bench -> bench.answered(NO_SWARM, "id", NOBODY, "stdout", true));
        add("SwarmInit", bench -> bench.answered(NO_SWARM, "body", Map.of("ListenAddr", "nowhere:nothing")));
        add("SwarmJoin", bench -> bench.answered(NO_SWARM, "body", Map.of("RemoteAddrs", List.of())));
        add("SwarmLeave", bench -> bench.answered(NO_SWARM));
        add("SwarmUnlock", bench -> bench.answered(Set.of(503, 409, 500), "body", Map.of("UnlockKey", "none")));
        add("SwarmUpdate", bench -> bench.answered(NO_SWARM, "version", Integer.MAX_VALUE, "body", Map.of()));
    }
}
