package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.model.TaskDetails;
import java.util.List;

/**
 * Tasks of a swarm's services, which are one container each: the {@code /tasks} endpoints, of a manager only. All methods
 * throw a {@link NotFoundException} when there is no such task, an {@link EngineFailureException} with status 503 when
 * the engine is in no swarm, an {@link UnsupportedByEngineException} with Podman, and the other {@link DockerException}s
 * when the engine can't be reached or refuses.
 */
public final class Tasks {
    private final Exchange exchange;
    private final DockerOnly docker;

    Tasks(Exchange exchange) {
        this.exchange = exchange;
        docker = new DockerOnly(exchange, "swarm mode");
    }

    /**
     * {@code GET /tasks}.
     *
     * @param filters by {@code desired-state}, {@code id}, {@code label}, {@code name}, {@code node} or {@code service};
     *     {@link Filters#NONE} for all tasks
     * @return also those that have ended, in no particular order
     */
    public List<TaskDetails> list(Filters filters) {
        return List.of(
                docker.json(Request.get("list tasks", "tasks").query("filters", filters.query()), TaskDetails[].class));
    }

    /**
     * {@code GET /tasks/ID}.
     *
     * @param task its id
     * @return what the engine knows of it
     */
    public TaskDetails inspect(String task) {
        return docker.json(inspection(task), TaskDetails.class);
    }

    private static Request inspection(String task) {
        return Request.get("inspect task '" + task + "'", "tasks", task);
    }

    /**
     * What a task has written: {@code GET /tasks/ID/logs}.
     *
     * @param task its id
     * @param options what of it; {@link LogOptions#until} can't be asked for here
     * @return the output, to be closed
     */
    public OutputFrames logs(String task, LogOptions options) {
        Request request = Request.get("read the logs of task '" + task + "'", "tasks", task, "logs");
        return TaskOutput.open(
                exchange,
                docker,
                request,
                options,
                () -> exchange.json(inspection(task), TaskDetails.class).tty());
    }
}
