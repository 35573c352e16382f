package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** System properties, for what reads its settings there. They are gone after the class. */
@WithContainer(image = "redis:7", ports = 6379, exports = "app.redis.url=redis://{host}:{port}/0")
class ExportsTests {
    @Test
    void theApplicationFindsItsSettings() {
        try (RedisClient redis = RedisClient.create(System.getProperty("app.redis.url"))) {
            redis.set("colour", "blue");
            assertThat(redis.get("colour")).isEqualTo("blue");
        }
    }
}
