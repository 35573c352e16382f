package dev.drydock.client.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.MainClasses;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.CreatedContainer;
import dev.drydock.client.model.Event;
import dev.drydock.client.model.FileChange;
import dev.drydock.client.model.HostConfig;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.NetworkSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Records are read without Jackson's databind, which would read them so, too. */
class RecordsTests {
    private static final Path RECORDED = Path.of("src/test/resources/dev/drydock/client/fuzz/JsonFuzzInputs");

    private static final JsonMapper DATABIND = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new ModelIntrospector()))
            .build();

    static Stream<Class<?>> records() {
        return MainClasses.model().stream()
                // These are made of others, not read.
                .filter(each -> !each.getName().matches(".*\\.(EnsuredContainer|DiskUsage|PushResult)(\\$.*)?"))
                .sorted(Comparator.comparing(Class::getName));
    }

    private static <T> T read(String json, Class<T> type) throws IOException {
        return Json.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), type);
    }

    private static Optional<?> ours(byte[] json, Class<?> type) {
        try {
            return Optional.of(Json.read(new ByteArrayInputStream(json), type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<?> theirs(byte[] json, Class<?> type) {
        try {
            return Optional.ofNullable(DATABIND.readValue(json, type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatEnginesHaveSaidIsReadAsByDatabind(Class<?> type) throws IOException {
        int read = 0;
        try (Stream<Path> all = Files.walk(RECORDED)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                byte[] json = Files.readAllBytes(each);
                Optional<?> theirs = theirs(json, type);
                assertThat(ours(json, type)).as(each.toString()).isEqualTo(theirs);
                read += theirs.isPresent() ? 1 : 0;
            }
        }
        assertThat(read).isGreaterThan(type == CreatedContainer.class ? 0 : 10);
    }

    @ParameterizedTest
    @MethodSource("records")
    void eachSpellingIsReadAsByDatabind(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals("more")) {
                continue;
            }
            for (String name : ModelIntrospector.spellings(component.getName())) {
                Map<String, Object> object = new LinkedHashMap<>(Map.of("Id", "i"));
                object.put(name, example(component));
                byte[] json = Json.bytes(object);

                assertThat(ours(json, type)).as(name).isEqualTo(theirs(json, type));
            }
        }
    }

    private static Object example(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        if (Map.class.isAssignableFrom(type)) {
            return Map.of("a", Map.of("b", 1));
        }
        if (List.class.isAssignableFrom(type)) {
            return List.of(List.of("c"));
        }
        return type == String.class ? "text" : type.isRecord() ? Map.of("Name", "n", "Rate", 3) : 7;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{'Running':'true'}",
                "{'Running':1,'Paused':0}",
                "{'Running':'yes'}",
                "{'Running':[]}",
                "{'Running':''}",
                "{'Pid':'12'}",
                "{'Pid':' '}",
                "{'Pid':'x'}",
                "{'Pid':1.9}",
                "{'Pid':true}",
                "{'Pid':{}}",
                "{'Pid':9223372036854775808}",
                "{'Status':12}",
                "{'Status':1.50}",
                "{'Status':true}",
                "{'Status':[]}",
                "{'Status':{}}",
                "{'Health':'x'}",
                "{'Health':{'Log':{}}}",
                "{'Health':{'Log':[null,{'ExitCode':'1'}]}}",
                "{'Pid':1,'Pid':2}",
                "{'PID':1,'Pid':null}",
                "{'more':1}",
                "{'Other':{'a':[1,2.5,1e400,null,true,'x',12345678901234567890]}}",
                "[]",
                "'text'",
                "null",
                "' '",
                "{",
                "{'Pid':1",
                "{'Pid':1}}",
                "{'Pid':1} x",
            })
    void whatDoesNotFitIsReadAsByDatabind(String text) {
        byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThat(ours(json, ContainerState.class)).isEqualTo(theirs(json, ContainerState.class));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> read("{\"State\":{\"Pid\":[]}}", ContainerDetails.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("an array instead of a long as 'Pid'");
        assertThatThrownBy(() -> read("{}", CreatedContainer.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("the engine gave no Id");
        assertThatThrownBy(() -> read("{}", ContainerSummary[].class)).hasMessageContaining("instead of an array");
        assertThatThrownBy(() -> read("", ContainerDetails.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("nothing instead of a ContainerDetails");
    }

    /** A value for each component that no other has. */
    private static Object[] distinct(Class<?> type) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent each : type.getRecordComponents()) {
            Class<?> of = each.getType();
            long number = values.size() + 1L;
            values.add(
                    of == String.class
                            ? "text " + number
                            : of == boolean.class || of == Boolean.class
                                    ? (Object) (number % 3 == 0)
                                    : of == int.class || of == Integer.class
                                            ? (Object) (int) number
                                            : of == long.class || of == Long.class
                                                    ? (Object) number
                                                    : of == BigInteger.class
                                                            ? BigInteger.valueOf(number)
                                                            : of == List.class
                                                                    ? List.of("item " + number)
                                                                    : of == Map.class
                                                                            ? Map.of("key " + number, List.of("x"))
                                                                            : ours(
                                                                                            "{\"Id\":\"i\"}"
                                                                                                    .getBytes(
                                                                                                            StandardCharsets
                                                                                                                    .UTF_8),
                                                                                            of)
                                                                                    .orElseThrow());
        }
        return values.toArray();
    }

    @Test
    void constructorsGetTheirArgumentsInOrder() throws ReflectiveOperationException {
        List<Class<?>> made = new ArrayList<>();
        for (Class<?> type : records().toList()) {
            Object[] values = distinct(type);
            Object known = Constructors.make(type, values);
            if (known != null) {
                made.add(type);
                Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
                assertThat(known).isEqualTo(constructor.newInstance(values));
            }
        }
        assertThat(made)
                .hasSizeGreaterThan(15)
                .contains(ContainerDetails.class, HostConfig.class, ImageDetails.class, Event.Actor.class)
                .contains(NetworkSettings.PortBinding.class)
                .doesNotContain(FileChange.class);
    }
}
