package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.client.LogOptions;
import dev.drydock.client.StopOptions;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.ContainerStats;
import dev.drydock.junit.ContainerCommand;
import dev.drydock.junit.ContainerFiles;
import dev.drydock.junit.ContainerNetwork;
import dev.drydock.junit.LogFollower;
import dev.drydock.junit.LogLine;
import dev.drydock.junit.RunningContainer;
import dev.drydock.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Stands for a container that comes later: every method asks the one that is there then. */
public interface DelegatingContainer extends RunningContainer {
    /**
     * The container that is there now.
     *
     * @throws IllegalStateException when there is none
     */
    RunningContainer running();

    @Override
    default String name() {
        return running().name();
    }

    @Override
    default String id() {
        return running().id();
    }

    @Override
    default String image() {
        return running().image();
    }

    @Override
    default String host() {
        return running().host();
    }

    @Override
    default int port(int containerPort) {
        return running().port(containerPort);
    }

    @Override
    default int port(String containerPort) {
        return running().port(containerPort);
    }

    @Override
    default Map<Integer, Integer> ports() {
        return running().ports();
    }

    @Override
    default ExecResult exec(String... command) {
        return running().exec(command);
    }

    @Override
    default ExecResult exec(ContainerCommand command) {
        return running().exec(command);
    }

    @Override
    default String logs() {
        return running().logs();
    }

    @Override
    default String logs(LogOptions options) {
        return running().logs(options);
    }

    @Override
    default LogFollower followLogs(Consumer<LogLine> consumer) {
        return running().followLogs(consumer);
    }

    @Override
    default LogLine awaitLog(String regex, Duration timeout) {
        return running().awaitLog(regex, timeout);
    }

    @Override
    default LogLine awaitLog(String regex, Duration timeout, Instant since) {
        return running().awaitLog(regex, timeout, since);
    }

    @Override
    default ContainerFiles files() {
        return running().files();
    }

    @Override
    default ContainerNetwork network() {
        return running().network();
    }

    @Override
    default void pause() {
        running().pause();
    }

    @Override
    default void unpause() {
        running().unpause();
    }

    @Override
    default void stop() {
        running().stop();
    }

    @Override
    default void stop(Duration grace) {
        running().stop(grace);
    }

    @Override
    default void stop(StopOptions options) {
        running().stop(options);
    }

    @Override
    default void kill() {
        running().kill();
    }

    @Override
    default void kill(String signal) {
        running().kill(signal);
    }

    @Override
    default void start() {
        running().start();
    }

    @Override
    default void restart() {
        running().restart();
    }

    @Override
    default void restart(Duration grace) {
        running().restart(grace);
    }

    @Override
    default ContainerDetails inspect() {
        return running().inspect();
    }

    @Override
    default ContainerState state() {
        return running().state();
    }

    @Override
    default boolean isRunning() {
        return running().isRunning();
    }

    @Override
    default boolean isHealthy() {
        return running().isHealthy();
    }

    @Override
    default ContainerStats stats() {
        return running().stats();
    }

    @Override
    default Snapshot snapshot() {
        return running().snapshot();
    }

    @Override
    default Snapshot snapshot(String name) {
        return running().snapshot(name);
    }

    @Override
    default void restore(String name) {
        running().restore(name);
    }

    @Override
    default void restore(Snapshot snapshot) {
        running().restore(snapshot);
    }

    @Override
    default DockerClient client() {
        return running().client();
    }
}
