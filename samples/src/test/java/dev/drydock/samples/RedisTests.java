package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.HostPort;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Redis with a real client. Nothing is said of readiness: the published port must accept connections. */
@WithContainer(image = "redis:7", ports = 6379)
class RedisTests {
    private final RedisClient redis;

    RedisTests(@HostPort(6379) int port) {
        redis = RedisClient.create("127.0.0.1", port);
    }

    @Test
    void counts() {
        redis.incr("visits");
        redis.incr("visits");
        assertThat(redis.get("visits")).isEqualTo("2");
    }

    @AfterEach
    void close() {
        redis.close();
    }
}
