package dev.drydock.junit.internal.session;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the engine's events say of one container; wakes whoever waits for it. */
public final class ContainerWatch {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean died;
    private boolean unhealthy;
    private boolean outOfMemory;
    private boolean signalled;

    void died() {
        signal(() -> died = true);
    }

    void health(boolean healthy) {
        signal(() -> unhealthy = !healthy);
    }

    void outOfMemory() {
        signal(() -> outOfMemory = true);
    }

    /** Forgets what was, for a container that has been started anew. */
    public void renew() {
        signal(() -> {
            died = false;
            unhealthy = false;
            outOfMemory = false;
        });
    }

    /** Wakes the waiting thread. */
    public void wake() {
        signal(() -> {});
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            signalled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether its first process has ended. */
    public boolean hasDied() {
        lock.lock();
        try {
            return died;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the engine's health check has found it unhealthy. */
    public boolean isUnhealthy() {
        lock.lock();
        try {
            return unhealthy;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the kernel has killed one of its processes for want of memory. */
    public boolean hasRunOutOfMemory() {
        lock.lock();
        try {
            return outOfMemory;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for news, or for some time.
     *
     * @param nanos how long at most
     * @throws InterruptedException when the thread is interrupted
     */
    public void await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!signalled && left > 0) {
                left = changed.awaitNanos(left);
            }
            signalled = false;
        } finally {
            lock.unlock();
        }
    }
}
