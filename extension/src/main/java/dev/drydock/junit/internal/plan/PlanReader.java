package dev.drydock.junit.internal.plan;

import dev.drydock.junit.ContainerCustomizer;
import dev.drydock.junit.ContainerListener;
import dev.drydock.junit.WithContainer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns one {@code @WithContainer} into a plan, noting each value that makes no sense. */
final class PlanReader {
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");

    private final WithContainer declared;
    private final Extras extras;
    private final String where;
    private final Mistakes mistakes;
    private final Values values;

    PlanReader(WithContainer declared, Extras extras, String owner, Mistakes mistakes) {
        this.declared = declared;
        this.extras = extras;
        this.mistakes = mistakes;
        // Who takes the image for a URL may have put credentials in front.
        String image = declared.image().replaceAll("[^/@]*:[^/@]*@(?!sha(?:256|512):)", "***@");
        String source = image.isEmpty() ? declared.build().value() : image;
        String label = declared.name().isEmpty() ? source : declared.name();
        this.where = declared instanceof CodeDeclared.Values coded
                ? coded.where()
                : "@WithContainer '" + label + "' on " + owner;
        this.values = new Values(where, mistakes);
    }

    /** The plan, or {@code null} when it has neither image nor name to speak of. */
    @Nullable
    ContainerPlan read() {
        ImagePlan image = new ImageReader(declared, where, mistakes).read();
        List<PortPlan> ports = new PortReader(declared, where, mistakes).read();
        ProcessPlan process = process();
        StoragePlan storage =
                new StorageReader(where, mistakes).read(declared.volumes(), declared.binds(), declared.tmpfs());
        List<FilePlan> files = new FileReader(storage, where, mistakes).read(declared.files());
        LimitsPlan limits = new LimitsReader(declared, where, mistakes).read();
        NetworkPlan network = new NetworkReader(declared, where, mistakes).read();
        Map<String, String> labels = labels();
        HealthPlan health = new HealthReader(declared.healthCheck(), declared.ready(), where, mistakes).read();
        List<Integer> tcp =
                ports.stream().filter(PortPlan::isTcp).map(PortPlan::port).toList();
        ReadyPlan ready = new ReadyReader(declared.ready(), extras.conditions(), tcp, where, mistakes).read();
        LifePlan life = life();
        ExportReader.check(values.pairs("exports", declared.exports()), tcp, where, mistakes);
        if (image == null) {
            return null;
        }
        return new ContainerPlan(
                name(image),
                image,
                ports,
                process,
                files,
                storage,
                limits,
                network,
                labels,
                health,
                List.of(declared.dependsOn()),
                ready,
                life,
                new StatePlan(
                        declared.snapshot(), declared.warm(), List.of(declared.beforeSnapshot()), declared.open()));
    }

    private String name(ImagePlan image) {
        String name = declared.name().isEmpty()
                ? image.reference()
                        .map(each ->
                                each.repository().substring(each.repository().lastIndexOf('/') + 1))
                        .orElseGet(() -> image.build()
                                .map(build -> String.valueOf(
                                        build.folder().toAbsolutePath().getFileName()))
                                .orElse(""))
                : declared.name();
        if (!NAME.matcher(name).matches()) {
            wrong("name = \"" + name + "\": a name has letters, digits, '_', '.' and '-', begins with a letter or"
                    + " digit, and is 63 characters long at most");
        }
        return name;
    }

    private ProcessPlan process() {
        if (!declared.workingDir().isEmpty() && !declared.workingDir().startsWith("/")) {
            wrong("workingDir = \"" + declared.workingDir() + "\": a path in the container begins with /");
        }
        if (!declared.user().matches("|[^\\s:]+(:[^\\s:]+)?")) {
            wrong("user = \"" + declared.user() + "\": it takes a name or number, and :group where wanted");
        }
        if (!declared.hostname().matches("|[a-zA-Z0-9]([a-zA-Z0-9._-]{0,62}[a-zA-Z0-9])?")) {
            wrong("hostname = \"" + declared.hostname() + "\": it has letters, digits, '.', '_' and '-', and is 64"
                    + " characters long at most");
        }
        if (declared.entrypoint().length > 0 && declared.entrypoint()[0].isBlank()) {
            wrong("entrypoint: the program is blank");
        }
        return new ProcessPlan(
                values.pairs("env", declared.env()),
                List.of(declared.command()),
                List.of(declared.entrypoint()),
                declared.user(),
                declared.workingDir(),
                declared.hostname(),
                declared.init());
    }

    private Map<String, String> labels() {
        Map<String, String> labels = values.pairs("labels", declared.labels());
        labels.keySet().stream()
                .filter(each -> each.startsWith("dev.drydock."))
                .forEach(each -> wrong("labels: " + each + " is one of Drydock's own; choose another name"));
        return labels;
    }

    private LifePlan life() {
        if (declared.startAttempts() < 1 || declared.startAttempts() > 10) {
            wrong("startAttempts = " + declared.startAttempts() + ": it takes 1 to 10");
        }
        if (declared.stopTimeout() < 0) {
            wrong("stopTimeout = " + declared.stopTimeout() + ": it takes seconds, 0 at least");
        }
        if (!declared.stopSignal().matches("|[A-Z][A-Z0-9+-]*|[1-9]\\d?")) {
            wrong("stopSignal = \"" + declared.stopSignal() + "\": it takes a name such as SIGTERM, or a number");
        }
        logTo();
        List<Own<ContainerCustomizer>> customizers = new ArrayList<>(extras.customizers());
        values.own("customizers", declared.customizers()).forEach(each -> customizers.add(Own.of(each)));
        List<Own<ContainerListener>> listeners = new ArrayList<>(extras.listeners());
        values.own("listeners", declared.listeners()).forEach(each -> listeners.add(Own.of(each)));
        return new LifePlan(
                declared.scope(),
                declared.startAttempts(),
                List.copyOf(customizers),
                List.copyOf(listeners),
                List.of(declared.exports()),
                declared.logTo(),
                declared.graceful(),
                declared.stopSignal(),
                declared.stopTimeout(),
                declared.keep());
    }

    private void logTo() {
        try {
            boolean console = declared.logTo().matches("|stdout|stderr");
            if (!console && (declared.logTo().isBlank() || Files.isDirectory(Path.of(declared.logTo())))) {
                wrong("logTo = \"" + declared.logTo() + "\": it takes stdout, stderr or a file, and this is "
                        + (declared.logTo().isBlank() ? "blank" : "a folder"));
            }
        } catch (InvalidPathException e) {
            wrong("logTo: it is no path of this machine: " + e.getReason());
        }
    }

    private void wrong(String what) {
        mistakes.add(where, what);
    }

    /** Reads the declarations of one scope; a later one takes the place of an earlier one of its name. */
    static ScopePlan read(String owner, List<Declarations.Declared> declarations, Mistakes mistakes) {
        Map<String, ContainerPlan> plans = new LinkedHashMap<>();
        for (Declarations.Declared declared : declarations) {
            List<String> here = new ArrayList<>();
            for (WithContainer container : declared.containers()) {
                Extras extras = container instanceof CodeDeclared.Values coded ? coded.extras() : Extras.NONE;
                ContainerPlan plan = new PlanReader(container, extras, declared.where(), mistakes).read();
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
