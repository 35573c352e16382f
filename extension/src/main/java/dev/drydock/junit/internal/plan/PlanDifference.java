package dev.drydock.junit.internal.plan;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says in what two containers of one name differ, by the names of attributes. Values that may be secrets aren't shown. */
public final class PlanDifference {
    /** Parts of a plan that the user doesn't know: the attributes in them are his. */
    private static final Set<String> GROUPS =
            Set.of("image", "process", "storage", "limits", "network", "life", "state");

    private static final Map<String, String> ATTRIBUTES = Map.of("reference", "image", "mounts", "volumes and binds");

    private static final Set<String> SECRET = Set.of(
            "command",
            "entrypoint",
            "files",
            "args",
            "exports",
            "open",
            "healthCommand",
            "http",
            "log",
            "failLog",
            "extraHosts");

    private final List<String> found = new ArrayList<>();

    private PlanDifference() {}

    /**
     * @param before what there is
     * @param now what is asked for
     * @return a line for each difference
     */
    public static String between(ContainerPlan before, ContainerPlan now) {
        PlanDifference difference = new PlanDifference();
        difference.records("", before, now);
        return String.join("\n", difference.found);
    }

    private void records(String path, Record before, Record now) {
        for (RecordComponent each : before.getClass().getRecordComponents()) {
            Object was = value(each, before);
            Object is = value(each, now);
            if (!was.equals(is)) {
                String name = ATTRIBUTES.getOrDefault(each.getName(), each.getName());
                boolean group = before instanceof ContainerPlan && GROUPS.contains(name);
                values(group ? "" : path.isEmpty() ? name : path + "." + name, each.getName(), was, is);
            }
        }
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return Objects.requireNonNull(component.getAccessor().invoke(of));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot compare " + component, e);
        }
    }

    private void values(String path, String name, Object before, Object now) {
        Object was = content(before);
        Object is = content(now);
        if (was instanceof Map<?, ?> oldMap && is instanceof Map<?, ?> newMap) {
            maps(path, oldMap, newMap);
        } else if (SECRET.contains(name)) {
            found.add("  - " + path + " (its values aren't shown)");
        } else if (was instanceof Record oldRecord && oldRecord.getClass().isInstance(is) && !isValue(oldRecord)) {
            records(path, oldRecord, (Record) is);
        } else {
            found.add("  - " + path + ": " + shown(was) + ", and now " + shown(is));
        }
    }

    /** Those of the client are values; those of a plan have parts of which each is an attribute. */
    private static boolean isValue(Record record) {
        return record.getClass().getPackage() != PlanDifference.class.getPackage();
    }

    private static @Nullable Object content(Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    private static String shown(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "nothing" : value.toString();
    }

    private void maps(String path, Map<?, ?> before, Map<?, ?> now) {
        Set<String> names = new TreeSet<>();
        before.keySet().forEach(each -> names.add(each.toString()));
        now.keySet().forEach(each -> names.add(each.toString()));
        for (String each : names) {
            if (!before.containsKey(each) || !now.containsKey(each)) {
                found.add("  - " + path + ": " + each + " is only in the " + (now.containsKey(each) ? "new" : "old")
                        + " one");
            } else if (!Objects.equals(before.get(each), now.get(each))) {
                found.add("  - " + path + ": " + each + " has another value (not shown)");
            }
        }
    }
}
