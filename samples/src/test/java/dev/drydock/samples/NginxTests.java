package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** nginx over HTTP. The container is declared on the method: it is there for this test only. */
class NginxTests {
    @Test
    @WithContainer(image = "nginx:1", ports = 80)
    void welcomes(RunningContainer nginx) throws IOException, InterruptedException {
        URI page = URI.create("http://" + nginx.host() + ":" + nginx.port(80) + "/");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Welcome to nginx!");
    }
}
