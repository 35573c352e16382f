package dev.drydock.client;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The classes of the client itself, without its tests. */
public final class MainClasses {
    private static final JavaClasses ALL = new ClassFileImporter()
            .importUrl(DockerClient.class.getProtectionDomain().getCodeSource().getLocation());

    private MainClasses() {}

    /** Gives the names of all that Jackson makes of JSON: the model, what else is named where JSON is read, and what is in those. */
    static Set<String> readByReflection() {
        Set<String> names = new TreeSet<>();
        model().forEach(each -> add(each, names));
        // Lists are read as arrays. Which, the class files don't tell; one too many does no harm.
        model().stream().filter(each -> !each.isMemberClass()).forEach(each -> names.add(each.getName() + "[]"));
        ALL.stream()
                .flatMap(type -> type.getReferencedClassObjects().stream())
                .map(ReferencedClassObject::getRawType)
                .filter(JavaClass::isRecord)
                .map(JavaClass::reflect)
                .forEach(type -> add(type, names));
        return names;
    }

    /** Gives all records of the model, those within others too. */
    public static Set<Class<?>> model() {
        return ALL.stream()
                .filter(type -> type.getPackageName().equals("dev.drydock.client.model") && type.isRecord())
                .map(JavaClass::reflect)
                .collect(Collectors.toSet());
    }

    private static void add(Type type, Set<String> names) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type each : parameterized.getActualTypeArguments()) {
                add(each, names);
            }
        } else if (type instanceof Class<?> own && own.getName().startsWith("dev.drydock.")) {
            if ((own.isRecord() || own.isEnum()) && names.add(own.getName()) && own.isRecord()) {
                for (RecordComponent each : own.getRecordComponents()) {
                    add(each.getGenericType(), names);
                }
            }
        }
    }
}
