package dev.drydock.benchmarks.junit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Which of the jars of this JVM a candidate comes with. */
final class ClassPath {
    private static final List<String> JUNIT =
            List.of("junit-jupiter-", "junit-platform-", "opentest4j-", "apiguardian-api-");

    private static final List<String> COMMON =
            List.of("jackson-annotations-", "commons-compress-", "commons-codec-", "commons-io-", "commons-lang3-");

    private static final List<String> DRYDOCK =
            List.of("drydock-client-", "drydock-junit-jupiter-", "jackson-databind-", "jackson-core-");

    private static final List<String> TESTCONTAINERS = List.of(
            "testcontainers-",
            "duct-tape-",
            "annotations-",
            "docker-java-api-",
            "docker-java-transport-",
            "jna-",
            "slf4j-api-");

    private final List<Path> all;

    ClassPath(String classPath) {
        this.all =
                Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).toList();
    }

    /** To run a candidate's classes, with JUnit and this module's. */
    String of(Candidate candidate) {
        Stream<Path> ours = all.stream().filter(each -> module(each).equals("benchmarks"));
        Stream<Path> junit = all.stream().filter(each -> begins(each, JUNIT));
        return Stream.of(ours, junit, jars(candidate).stream())
                .flatMap(each -> each)
                .map(Path::toString)
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    /** What its users get. JUnit is theirs already. */
    List<Path> jars(Candidate candidate) {
        List<String> own = candidate == Candidate.DRYDOCK ? DRYDOCK : TESTCONTAINERS;
        return all.stream()
                .filter(each -> begins(each, own) || begins(each, COMMON) || isModule(each, candidate))
                // The one of docker-java's transports that Testcontainers doesn't come with.
                .filter(each -> !name(each).startsWith("docker-java-transport-httpclient5"))
                .toList();
    }

    /** Bytes of the jars; of a folder of classes, as a jar. */
    static long bytes(List<Path> jars) throws IOException {
        long bytes = 0;
        for (Path each : jars) {
            bytes += Files.isDirectory(each) ? packed(each) : Files.size(each);
        }
        return bytes;
    }

    private static long packed(Path folder) throws IOException {
        Counter counter = new Counter();
        try (JarOutputStream jar = new JarOutputStream(counter);
                Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
                Files.copy(each, jar);
            }
        }
        return counter.bytes;
    }

    /** In the build that made this module, its neighbours are folders and not jars. */
    private static boolean isModule(Path path, Candidate candidate) {
        return candidate == Candidate.DRYDOCK
                && (module(path).equals("client") || module(path).equals("extension"));
    }

    private static String module(Path path) {
        return path.endsWith(Path.of("target", "classes"))
                ? path.getName(path.getNameCount() - 3).toString()
                : "";
    }

    private static boolean begins(Path path, List<String> names) {
        return names.stream().anyMatch(name(path)::startsWith);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes += len;
        }
    }
}
