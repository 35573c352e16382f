package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.stream.JsonRecords;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.EngineInfo;
import dev.drydock.client.model.EngineVersion;
import dev.drydock.client.model.Event;
import dev.drydock.client.model.ExecDetails;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.VolumeDetails;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What engines say in JSON: streams of it, and answers. */
class JsonFuzz {
    @FuzzTest
    void progress(byte[] wire) throws IOException {
        List<String> seen = new ArrayList<>();
        for (Supplier<InputStream> in : Splits.of(wire)) {
            seen.add(Allocation.bounded(wire.length, () -> progress(in.get())));
        }
        assertThat(seen).containsOnly(seen.get(0));
    }

    private static String progress(InputStream in) throws IOException {
        StringBuilder seen = new StringBuilder();
        try {
            JsonRecords<JsonNode> lines = new JsonRecords<>(in, JsonNode.class);
            for (JsonNode line = lines.next(); line != null; line = lines.next()) {
                seen.append(line).append('\n');
            }
            return seen.append("whole").toString();
        } catch (IOException e) {
            return seen.append("broken").toString();
        }
    }

    @FuzzTest
    void events(byte[] wire) throws IOException {
        List<String> seen = new ArrayList<>();
        for (Supplier<InputStream> in : Splits.of(wire)) {
            seen.add(Allocation.bounded(wire.length, () -> events(in.get())));
        }
        assertThat(seen).containsOnly(seen.get(0));
    }

    /** As EventStream reads them. */
    private static String events(InputStream in) throws IOException {
        StringBuilder seen = new StringBuilder();
        try {
            JsonRecords<Event> all = new JsonRecords<>(in, Event.class);
            for (Event event = all.next(); event != null; event = all.next()) {
                seen.append(event).append('\n');
            }
            return seen.append("whole").toString();
        } catch (IOException e) {
            return seen.append("broken").toString();
        }
    }

    private static final List<Class<?>> ANSWERS = List.of(
            ContainerDetails.class,
            ContainerSummary[].class,
            EngineInfo.class,
            EngineVersion.class,
            ExecDetails.class,
            ImageDetails.class,
            ImageSummary[].class,
            NetworkDetails.class,
            VolumeDetails.class);

    private static String answer(byte[] wire, Class<?> type) throws IOException {
        try {
            Object value = Json.read(new ByteArrayInputStream(wire), type);
            assertThat(value).isInstanceOf(type);
            return value.toString();
        } catch (IOException e) {
            return "broken";
        }
    }

    @FuzzTest
    void answers(byte[] wire) throws IOException {
        for (Class<?> type : ANSWERS) {
            Allocation.bounded(wire.length, () -> answer(wire, type));
        }
    }
}
