package dev.drydock.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What {@code dev/kill} runs: many kills, one after the other. */
final class KillMain {
    private static final long ALLOWED_MILLIS = 5000;

    private KillMain() {}

    /** Takes a fixture, a count and, if it likes, a seed. */
    public static void main(String[] args) throws IOException, InterruptedException, ClassNotFoundException {
        Class<?> fixture = Class.forName(args[0]);
        int count = Integer.parseInt(args[1]);
        long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Long> left = new ArrayList<>();
        int bad = 0;
        for (int number = 1; number <= count; number++) {
            Kills.Kill kill = Kills.once(fixture, random);
            System.out.println(number + ": " + kill);
            left.add(kill.left());
            if (!kill.inTheEnd().isEmpty() || kill.left() > ALLOWED_MILLIS) {
                bad++;
            }
        }
        Collections.sort(left);
        System.out.println("nothing was left after " + left.get(left.size() / 2) + " ms in the median, "
                + left.get(left.size() - 1) + " ms at worst; " + bad + " of " + count + " took longer than "
                + ALLOWED_MILLIS + " ms");
        System.exit(bad == 0 ? 0 : 1);
    }
}
