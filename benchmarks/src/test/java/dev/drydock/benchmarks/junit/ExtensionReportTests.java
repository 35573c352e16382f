package dev.drydock.benchmarks.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arithmetic of the extension's tables. */
class ExtensionReportTests {
    @TempDir
    Path folder;

    private static Samples samples(double... walls) {
        Samples samples = new Samples();
        for (double wall : walls) {
            samples.add(new Sample(wall, wall / 2, 102_400, 10_240, wall / 100));
        }
        return samples;
    }

    private static Map<Task, Map<Candidate, Samples>> measured() {
        Map<Task, Map<Candidate, Samples>> all = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            boolean empty = task == Task.EMPTY;
            all.put(
                    task,
                    Map.of(
                            Candidate.FLOOR, samples(400, 380, 1000),
                            Candidate.DRYDOCK, empty ? samples(500) : samples(990, 980, 5000),
                            Candidate.TESTCONTAINERS, empty ? samples(600) : samples(2600, 2500, 2700)));
        }
        return all;
    }

    private ClassPath classPath() throws IOException {
        return new ClassPath(String.join(
                File.pathSeparator,
                List.of(
                        file("drydock-client-0.1.jar", 300),
                        file("jackson-annotations-2.jar", 100),
                        file("testcontainers-2.0.5.jar", 800),
                        file("docker-java-transport-httpclient5-3.jar", 5000),
                        file("junit-jupiter-api-5.jar", 7000))));
    }

    private String file(String name, int bytes) throws IOException {
        return Files.write(folder.resolve(name), new byte[bytes]).toString();
    }

    @Test
    void whatAJvmTakesWithoutContainersIsNotAdded() throws IOException {
        assertThat(new ExtensionReport(measured()).tables("About", classPath()))
                .contains(
                        "| one busybox httpd | floor | 400 ms | 380 to 1,000 | 400 ms | 200 ms | 100 MiB + 10 MiB |\n",
                        "| one busybox httpd | drydock | 490 ms | 480 to 4,500 | 990 ms | 245 ms | 100 MiB + 10 MiB |\n",
                        "| one busybox httpd | testcontainers | 2,000 ms |",
                        "| accepts → test body | drydock | 9.9 ms | 9.8 to 50.0 |\n",
                        "| drydock | 2 | 400 |\n",
                        "| testcontainers | 2 | 900 |\n",
                        "| one container: at most 0.35 × Testcontainers | met: 0.25 |\n",
                        "| PostgreSQL: at most 1.25 × the floor | met: 1.23 |\n",
                        "| bytes on the class path: at most 0.4 × Testcontainers | **not met**: 0.44 |\n");
    }

    @Test
    void aCandidateGetsItsOwnJarsAndJUnits() throws IOException {
        assertThat(classPath().of(Candidate.TESTCONTAINERS).split(File.pathSeparator))
                .extracting(each -> Path.of(each).getFileName().toString())
                .containsExactly("junit-jupiter-api-5.jar", "jackson-annotations-2.jar", "testcontainers-2.0.5.jar");
    }

    @Test
    void bashSaysMinutesAndSecondsOfItselfAndItsChildren() {
        assertThat(ForkedRun.times("0m0.010s 0m0.005s\n1m0.100s 0m0.020s\n")).isEqualTo(60_135);
    }
}
