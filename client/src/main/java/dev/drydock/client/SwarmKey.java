package dev.drydock.client;

/** What opens a swarm, and can be replaced. */
public enum SwarmKey {
    /** With which machines join as workers. */
    WORKER_TOKEN("token for workers", "rotateWorkerToken"),
    /** With which machines join as managers. */
    MANAGER_TOKEN("token for managers", "rotateManagerToken"),
    /** With which managers are unlocked. */
    UNLOCK_KEY("unlock key", "rotateManagerUnlockKey");

    private final String words;
    private final String parameter;

    SwarmKey(String words, String parameter) {
        this.words = words;
        this.parameter = parameter;
    }

    String words() {
        return words;
    }

    String parameter() {
        return parameter;
    }
}
