package dev.drydock.client;

/** Names of secrets and configurations. */
final class Named {
    private Named() {}

    static String checked(String what, String name) {
        if (!name.matches("[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?") || name.length() > 64) {
            throw new IllegalArgumentException("'" + name + "' can't be the name of a " + what + ": it takes up to 64"
                    + " letters, digits, '-', '_' and '.', and begins and ends with a letter or digit.");
        }
        return name;
    }
}
