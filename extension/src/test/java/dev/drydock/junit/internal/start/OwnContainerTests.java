package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a system tells of the container that it is. */
class OwnContainerTests {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String OTHER = "fedcba9876543210".repeat(4);

    @TempDir
    private Path root;

    @Test
    void aMachineIsNone() throws IOException {
        write("proc/self/mountinfo", mount("/var/lib/docker/containers/" + ID + "/hostname", "/etc/hostname"));
        write("etc/hostname", "0123456789ab\n");

        assertThat(OwnContainer.ids(root)).isEmpty();
    }

    @Test
    void dockersMountsTell() throws IOException {
        write(".dockerenv", "");
        write(
                "proc/self/mountinfo",
                "22 1 0:21 / /proc rw - proc proc rw\n"
                        + mount("/var/lib/docker/containers/" + ID + "/resolv.conf", "/etc/resolv.conf")
                        + mount("/var/lib/docker/containers/" + ID + "/hostname", "/etc/hostname")
                        + mount("/var/lib/docker/containers/" + OTHER + "/mounts/shm", "/shm"));
        write("proc/self/cgroup", "0::/\n");
        write("etc/hostname", "job-17\n");

        assertThat(OwnContainer.ids(root)).containsExactly(ID);
    }

    @Test
    void podmansMountsTell() throws IOException {
        write("run/.containerenv", "");
        write(
                "proc/self/mountinfo",
                mount("/containers/storage/overlay-containers/" + ID + "/userdata/hosts", "/etc/hosts"));

        assertThat(OwnContainer.ids(root)).containsExactly(ID);
    }

    @Test
    void cgroupAndHostNameTell() throws IOException {
        write(".dockerenv", "");
        write("proc/self/cgroup", "9:pids:/docker/" + ID + "\n8:cpu:/system.slice/docker-" + OTHER + ".scope\n");
        write("etc/hostname", "0123456789ab\n");

        assertThat(OwnContainer.ids(root)).containsExactly(ID, OTHER, "0123456789ab");
    }

    @Test
    void oneThatTellsNothingHasNoId() throws IOException {
        write(".dockerenv", "");

        assertThat(OwnContainer.ids(root)).isEmpty();
    }

    private static String mount(String source, String target) {
        return "612 590 8:1 " + source + " " + target + " rw,relatime - ext4 /dev/sda1 rw\n";
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content);
    }
}
