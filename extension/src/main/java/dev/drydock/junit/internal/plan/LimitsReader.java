package dev.drydock.junit.internal.plan;

import dev.drydock.client.RestartPolicy;
import dev.drydock.client.Ulimit;
import dev.drydock.junit.WithContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a container may use and do. */
final class LimitsReader {
    private static final Pattern ULIMIT = Pattern.compile("([a-z]+)=(-1|\\d{1,15})(?::(-1|\\d{1,15}))?");
    private static final Pattern RESTART = Pattern.compile("on-failure(?::(\\d{1,6}))?");

    private final WithContainer declared;
    private final String where;
    private final Mistakes mistakes;

    LimitsReader(WithContainer declared, String where, Mistakes mistakes) {
        this.declared = declared;
        this.where = where;
        this.mistakes = mistakes;
    }

    LimitsPlan read() {
        // No engine takes less than a hundredth.
        if (declared.cpus() != 0 && !(declared.cpus() >= 0.01 && declared.cpus() <= 100_000)) {
            wrong("cpus = " + declared.cpus() + ": it takes a number of processors from 0.01, such as 1.5");
        }
        capabilities("capAdd", declared.capAdd());
        capabilities("capDrop", declared.capDrop());
        return new LimitsPlan(
                size("memory", declared.memory()),
                declared.cpus(),
                size("shmSize", declared.shmSize()),
                ulimits(),
                List.of(declared.capAdd()),
                List.of(declared.capDrop()),
                declared.privileged(),
                declared.readOnly(),
                restart());
    }

    private long size(String attribute, String text) {
        try {
            return text.isEmpty() ? 0 : Quantities.bytes(text);
        } catch (IllegalArgumentException e) {
            wrong(attribute + " = " + e.getMessage());
            return 0;
        }
    }

    private void capabilities(String attribute, String[] names) {
        for (String each : names) {
            if (!each.matches("[A-Za-z_]+")) {
                wrong(attribute + " = \"" + each + "\": it takes the name of a capability, such as NET_ADMIN, or ALL");
            }
        }
    }

    private List<Ulimit> ulimits() {
        List<Ulimit> ulimits = new ArrayList<>();
        for (String each : declared.ulimits()) {
            Matcher matcher = ULIMIT.matcher(each);
            if (matcher.matches()) {
                long soft = Long.parseLong(matcher.group(2));
                long hard = matcher.group(3) == null ? soft : Long.parseLong(matcher.group(3));
                if (hard >= 0 && (soft < 0 || soft > hard)) {
                    wrong("ulimits = \"" + each + "\": the soft limit is above the hard one");
                }
                ulimits.add(new Ulimit(matcher.group(1), soft, hard));
            } else {
                wrong("ulimits = \"" + each + "\": it takes NAME=SOFT[:HARD], such as nofile=1024:2048");
            }
        }
        return List.copyOf(ulimits);
    }

    private RestartPolicy restart() {
        Matcher onFailure = RESTART.matcher(declared.restart());
        if (onFailure.matches()) {
            return onFailure.group(1) == null
                    ? RestartPolicy.ON_FAILURE
                    : RestartPolicy.onFailure(Integer.parseInt(onFailure.group(1)));
        }
        return switch (declared.restart()) {
            case "", "no" -> RestartPolicy.NO;
            case "always" -> RestartPolicy.ALWAYS;
            case "unless-stopped" -> RestartPolicy.UNLESS_STOPPED;
            default -> {
                wrong("restart = \"" + declared.restart()
                        + "\": it takes no, on-failure[:TIMES], always or unless-stopped");
                yield RestartPolicy.NO;
            }
        };
    }

    private void wrong(String what) {
        mistakes.add(where, what);
    }
}
