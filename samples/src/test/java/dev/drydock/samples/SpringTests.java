package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.ContainerUrl;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import redis.clients.jedis.RedisClient;

/** Spring asks for its properties when it makes its context; the static field is set by then. */
@WithContainer(image = "redis:7", ports = 6379)
@SpringJUnitConfig
class SpringTests {
    @ContainerUrl("redis://{host}:{port}/0")
    static String redis;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("app.redis.url", () -> redis);
    }

    @Configuration
    static class Application {
        @Bean(destroyMethod = "close")
        RedisClient redis(@Value("${app.redis.url}") String url) {
            return RedisClient.create(url);
        }
    }

    @Test
    void theApplicationHasItsConnection(@Autowired RedisClient redis) {
        redis.set("colour", "blue");
        assertThat(redis.get("colour")).isEqualTo("blue");
    }
}
