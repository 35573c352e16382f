package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a placeholder stood for is found again in the text that was made of it. */
class TemplateMatchTests {
    private static Map<Placeholder, String> match(String template, String filled) {
        return Template.parse(template)
                .match(
                        filled,
                        each -> each.kind() == Placeholder.Kind.RANDOM
                                ? Optional.empty()
                                : Optional.of("<" + each.name() + ">"),
                        "[0-9]{4}|.+");
    }

    @Test
    void theUnknownOnesAreFound() {
        assertThat(match("${random:a}", "secret").values()).containsExactly("secret");
        assertThat(match("user=${host:db};pw=${random:a}.", "user=<db>;pw=s.t.").values())
                .containsExactly("s.t");
        assertThat(match("${random:a}-${random:b}", "one-two").values()).containsExactly("one", "two");
        assertThat(match("${random:a}", "two\nlines").values()).containsExactly("two\nlines");
    }

    @Test
    void thoseThatFollowEachOtherAreToldApartByTheirForm() {
        assertThat(match("${random:a}${random:b}", "12345678").values()).containsExactly("1234", "5678");
    }

    @Test
    void whatIsNotMadeOfItHasNone() {
        assertThat(match("x${random:a}", "secret")).isEmpty();
        assertThat(match("${random:a}", "")).isEmpty();
        assertThat(match("${host:db}", "<db>")).isEmpty();
    }
}
