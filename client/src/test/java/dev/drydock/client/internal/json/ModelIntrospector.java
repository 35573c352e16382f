package dev.drydock.client.internal.json;

import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What Jackson's databind must be told to read the records as {@link Shape} does. */
final class ModelIntrospector extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
        if (!(annotated instanceof AnnotatedParameter parameter)) {
            return false;
        }
        Class<?> owner = parameter.getDeclaringClass();
        if (!owner.isRecord()) {
            return false;
        }
        RecordComponent[] components = owner.getRecordComponents();
        int last = components.length - 1;
        return parameter.getIndex() == last
                && parameter.getOwner().getParameterCount() == components.length
                && components[last].getName().equals("more");
    }

    @Override
    public List<PropertyName> findPropertyAliases(Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter
                && parameter.getDeclaringClass().isRecord()) {
            String name = parameter
                    .getDeclaringClass()
                    .getRecordComponents()[parameter.getIndex()]
                    .getName();
            return name.equals("more")
                    ? List.of()
                    : spellings(name).stream().map(PropertyName::construct).toList();
        }
        return List.of();
    }

    static Set<String> spellings(String name) {
        int hump = 1;
        while (hump < name.length() && Character.isLowerCase(name.charAt(hump))) {
            hump++;
        }
        Set<String> all = new LinkedHashSet<>();
        all.add(name);
        all.add(upper(name, 1));
        all.add(upper(name, hump));
        all.add(upper(name, name.length()));
        all.add(snake(name));
        if (name.startsWith("ipv")) {
            all.add("IPv" + name.substring(3));
        }
        for (String each : List.copyOf(all)) {
            if (each.toLowerCase(Locale.ROOT).endsWith("id")) {
                String stem = each.substring(0, each.length() - 2);
                all.add(stem + "Id");
                all.add(stem + "ID");
            }
        }
        return all;
    }

    /** As registries write, and engines wrote before 0.12. */
    private static String snake(String name) {
        return name.replaceAll("[A-Z]+", "_$0").toLowerCase(Locale.ROOT);
    }

    private static String upper(String name, int letters) {
        return name.substring(0, letters).toUpperCase(Locale.ROOT) + name.substring(letters);
    }
}
