package dev.drydock.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test as build tools name it.
 *
 * @param type its class, such as {@code org.shop.OrderTests$Nested}
 * @param method without parameters; empty when the id names a class only
 */
record TestName(String type, String method) {
    private static final Pattern PART = Pattern.compile("\\[([^:\\]]+):([^\\]]*)\\]");

    /** @param uniqueId as JUnit gives it; of other text nothing comes out */
    static Optional<TestName> parse(String uniqueId) {
        StringBuilder type = new StringBuilder();
        String method = "";
        Matcher parts = PART.matcher(uniqueId);
        while (parts.find()) {
            // JUnit encodes what has a meaning in an id as in an address; there, a plus would be a blank.
            String value = URLDecoder.decode(parts.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
            switch (parts.group(1)) {
                case "class", "class-template" -> type.append(value);
                case "nested-class", "nested-class-template" -> type.append('$').append(value);
                case "method", "test-template", "test-factory" -> method = value.replaceAll("\\(.*$", "");
                default -> {
                    // The engine, and the number of an invocation: build tools can't choose one.
                }
            }
        }
        return type.length() == 0 ? Optional.empty() : Optional.of(new TestName(type.toString(), method));
    }

    /** What follows {@code -Dtest=}. */
    String forMaven() {
        return method.isEmpty() ? type : type + "#" + method;
    }

    /** What follows {@code --tests}. */
    String forGradle() {
        return method.isEmpty() ? type : type + "." + method;
    }
}
