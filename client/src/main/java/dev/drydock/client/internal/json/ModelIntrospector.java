package dev.drydock.client.internal.json;

import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.RecordComponent;

/**
 * Lets a record's last component {@code more} gather what it has no name for, without an annotation of Jackson in a
 * public type.
 */
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
}
