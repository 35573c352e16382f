package dev.drydock.client.internal;

import java.util.regex.Pattern;

/** Words of an engine that may be shown. */
public final class Masked {
    /** Up to the last @ before the path: a password may have one. */
    private static final Pattern USER = Pattern.compile("://[^\\s/\"'<>]*@");

    private Masked() {}

    /**
     * @param words that may quote the address of a user, with a password in it
     * @return the same without who it is fetched as
     */
    public static String words(String words) {
        return USER.matcher(words).replaceAll("://***@");
    }
}
