package dev.drydock.junit.internal.plan;

import dev.drydock.client.ImageReference;
import dev.drydock.junit.WithContainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns one {@code @WithContainer} into a plan, noting each value that makes no sense. */
final class PlanReader {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");

    private final WithContainer declared;
    private final String where;
    private final Mistakes mistakes;

    PlanReader(WithContainer declared, String owner, Mistakes mistakes) {
        this.declared = declared;
        this.mistakes = mistakes;
        // Who takes the image for a URL may have put credentials in front.
        String image = declared.image().replaceAll("[^/@]*:[^/@]*@(?!sha(?:256|512):)", "***@");
        String label = declared.name().isEmpty() ? image : declared.name();
        this.where = "@WithContainer '" + label + "' on " + owner;
    }

    /** The plan, or {@code null} when it has neither image nor name to speak of. */
    @Nullable
    ContainerPlan read() {
        ImageReference image = image();
        List<Integer> ports = ports();
        Map<String, String> env = env();
        ReadyPlan ready = new ReadyReader(declared.ready(), ports, where, mistakes).read();
        if (image == null) {
            return null;
        }
        return new ContainerPlan(
                name(image),
                image,
                ports,
                env,
                List.of(declared.command()),
                List.of(declared.dependsOn()),
                ready,
                declared.open());
    }

    private @Nullable ImageReference image() {
        if (declared.image().isBlank()) {
            mistakes.add(where, "image is blank; name one, such as \"postgres:15\"");
            return null;
        }
        try {
            return ImageReference.parse(declared.image());
        } catch (IllegalArgumentException e) {
            mistakes.add(where, "image: " + e.getMessage());
            return null;
        }
    }

    private String name(ImageReference image) {
        String repository = image.repository();
        String name =
                declared.name().isEmpty() ? repository.substring(repository.lastIndexOf('/') + 1) : declared.name();
        if (!NAME.matcher(name).matches()) {
            mistakes.add(
                    where,
                    "name = \"" + name + "\": a name has letters, digits, '_', '.' and '-', begins with a letter or"
                            + " digit, and is 63 characters long at most");
        }
        return name;
    }

    private List<Integer> ports() {
        List<Integer> ports = Arrays.stream(declared.ports()).boxed().toList();
        for (int port : ports) {
            if (port < 1 || port > 65535) {
                mistakes.add(where, "ports = " + port + ": a port is 1 to 65535");
            }
        }
        if (ports.stream().distinct().count() < ports.size()) {
            mistakes.add(where, "ports = " + ports + ": a port is named twice");
        }
        return ports;
    }

    private Map<String, String> env() {
        Map<String, String> env = new LinkedHashMap<>();
        for (String each : declared.env()) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                // Without a name, all of it may be a value, and a secret.
                mistakes.add(where, "env: an entry isn't of the form NAME=value");
            } else if (env.put(each.substring(0, equals), each.substring(equals + 1)) != null) {
                mistakes.add(where, "env: " + each.substring(0, equals) + " is set twice");
            }
        }
        return env;
    }

    /** Reads the declarations of one scope; a later one takes the place of an earlier one of its name. */
    static ScopePlan read(String owner, List<Declarations.Declared> declarations, Mistakes mistakes) {
        Map<String, ContainerPlan> plans = new LinkedHashMap<>();
        for (Declarations.Declared declared : declarations) {
            List<String> here = new ArrayList<>();
            for (WithContainer container : declared.containers()) {
                ContainerPlan plan = new PlanReader(container, declared.where(), mistakes).read();
                if (plan == null) {
                    continue;
                }
                if (here.contains(plan.name())) {
                    mistakes.add(
                            declared.where(),
                            "two containers are called '" + plan.name() + "'; give each a name of its own");
                }
                here.add(plan.name());
                plans.put(plan.name(), plan);
            }
        }
        return new ScopePlan(owner, List.copyOf(plans.values()));
    }
}
