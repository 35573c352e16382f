package dev.drydock.client;

import dev.drydock.client.model.SwarmDetails;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of a swarm: the body of {@code POST /swarm/update}. The builder has a method for what is asked for often, and
 * {@link Builder#option} for all else. Immutable.
 */
public final class SwarmSpec {
    /** As the engine makes it. */
    public static final SwarmSpec DEFAULT = builder().build();

    private final Map<String, Object> tree;

    private SwarmSpec(Builder builder) {
        tree = builder.tree.copy();
    }

    /** @return a builder of settings that are the engine's own where nothing else is said */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * @param swarm as it is
     * @return a builder that begins with its settings
     */
    public static Builder from(SwarmDetails swarm) {
        Builder builder = new Builder();
        builder.tree.mergeSent(swarm.spec());
        return builder;
    }

    /** @return the body of the request: maps, lists, strings, numbers and booleans */
    public Map<String, Object> body() {
        return OptionTree.copy(tree);
    }

    /** Builds a {@link SwarmSpec}. Not for use by several threads. */
    public static final class Builder {
        private final OptionTree tree = new OptionTree();

        private Builder() {}

        /**
         * @param key of the label
         * @param value may be empty
         * @return this
         */
        public Builder label(String key, String value) {
            tree.map("Labels").put(key, value);
            return this;
        }

        /**
         * @param tasks that have ended, kept for each replica; the engine's default is 5
         * @return this
         */
        public Builder taskHistory(long tasks) {
            return option("Orchestration.TaskHistoryRetentionLimit", tasks);
        }

        /**
         * @param period in which nodes give a sign of life; the engine's default is 5 s
         * @return this
         */
        public Builder heartbeat(Duration period) {
            return option("Dispatcher.HeartbeatPeriod", period.toNanos());
        }

        /**
         * @param validity of the nodes' certificates; the engine's default is 90 days, its minimum an hour
         * @return this
         */
        public Builder certificateExpiry(Duration validity) {
            return option("CAConfig.NodeCertExpiry", validity.toNanos());
        }

        /**
         * @param locked whether a manager whose engine was started again needs the unlock key
         * @return this
         */
        public Builder autoLock(boolean locked) {
            return option("EncryptionConfig.AutoLockManagers", locked);
        }

        /**
         * Sets anything that the Engine API has for a swarm.
         *
         * @param path names as in the API, with dots between: {@code "Raft.SnapshotInterval"}
         * @param value of maps, lists, strings, numbers and booleans
         * @return this
         */
        public Builder option(String path, Object value) {
            tree.put(path, value);
            return this;
        }

        /** @return what was built */
        public SwarmSpec build() {
            return new SwarmSpec(this);
        }
    }
}
