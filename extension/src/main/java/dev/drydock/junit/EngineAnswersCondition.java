package dev.drydock.junit;

import static org.apiguardian.api.API.Status.INTERNAL;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Timeouts;
import java.time.Duration;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Registered by {@link EnabledIfEngine}; not for use by itself. */
@API(status = INTERNAL, since = "0.1")
public final class EngineAnswersCondition implements ExecutionCondition {
    private static final Timeouts LIMITS = Timeouts.DEFAULT
            .withConnect(Duration.ofSeconds(5))
            .withHead(Duration.ofSeconds(10))
            .withCall(Duration.ofSeconds(20));

    /** Asked once: an engine that comes or goes in the middle of a run would make it a matter of luck what is tested. */
    private static final class Answer {
        static final ConditionEvaluationResult RESULT = ask();

        private static ConditionEvaluationResult ask() {
            try (DockerClient client = DockerClient.builder().timeouts(LIMITS).build()) {
                client.system().ping();
                return ConditionEvaluationResult.enabled("the container engine at " + client.address() + " answers");
            } catch (DockerException | IllegalArgumentException e) {
                return ConditionEvaluationResult.disabled("no container engine answers: " + e.getMessage());
            }
        }
    }

    /** Called by JUnit. */
    public EngineAnswersCondition() {
        // What was found out belongs to the JVM.
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Answer.RESULT;
    }
}
