package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts with placeholders. */
class TemplateTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    ``                        | ``
                    plain $HOME {x} } $       | plain $HOME {x} } $
                    a${env:A}b${env:B:-c:-}d  | a<${env:A}>b<${env:B}>d
                    $${env:A} $${ $$          | ${env:A} ${ $$
                    $$${env:A}                | $${env:A}
                    ${random:pw}${random:pw}  | <${random:pw}><${random:pw}>
                    ${host:db}                | <${host:db}>
                    ${address:my.db-1:5432}   | <${address:my.db-1:5432}>
                    ${port:db:1}              | <${port:db:1}>
                    ${sys:user.dir:-}         | <${sys:user.dir}>
                    """)
    void placeholdersAreFound(String text, String shown) {
        assertThat(Template.parse(text).fill(each -> "<" + each + ">")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ${env:A                   | a ${ has no } after it; what is to stay as it is begins with $${
                    ${HOME}                   | ${HOME}: a placeholder begins with env:, sys:, param:, random:, host:, port:, address:
                    ${ENV:A}                  | ${ENV:A}: a placeholder begins with
                    ${}                       | ${}: a placeholder begins with
                    ${:A}                     | ${:A}: a placeholder begins with
                    ${env:}                   | ${env:}: it has no name
                    ${sys: :-s3cret}          | ${sys: }: it has no name
                    ${random:}                | ${random:}: a name has letters
                    ${random:a b}             | ${random:a b}: a name has letters
                    ${random:a:-s3cret}       | ${random:a}: only env, sys and param take another value
                    ${host:db:5432}           | ${host:db:5432}: a name has letters
                    ${port:db}                | ${port:db}: it takes a container's name and a port of it, such as ${port:db:5432}
                    ${address:db:0}           | ${address:db:0}: it takes
                    ${address:db:65536}       | ${address:db:65536}: it takes
                    ${env:A:-${env:B}}        | there can't be a placeholder in another
                    """)
    void whatMakesNoSenseIsSaid(String text, String words) {
        assertThatThrownBy(() -> Template.parse("s3cret " + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("s3cret");
    }

    private static final Surroundings SURROUNDINGS = new Surroundings(
            name -> Optional.ofNullable(Map.of("SET", "e", "EMPTY", "").get(name)),
            name -> Optional.ofNullable(Map.of("set", "s").get(name)),
            name -> Optional.ofNullable(Map.of("set", "p").get(name)));

    private static List<Optional<String>> values(String text) {
        return Template.parse(text).placeholders().stream()
                .map(SURROUNDINGS::value)
                .toList();
    }

    @Test
    void eachKindOfVariableIsLookedForWhereItBelongs() {
        assertThat(values("${env:SET}${sys:set}${param:set}"))
                .containsExactly(Optional.of("e"), Optional.of("s"), Optional.of("p"));
        assertThat(values("${env:set}${sys:SET}${param:SET}"))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void theOtherValueIsForWhatIsMissingOrEmpty() {
        assertThat(values("${env:SET:-o}${env:GONE:-o}${env:GONE:-}${env:EMPTY:-o}${env:EMPTY}"))
                .containsExactly(
                        Optional.of("e"), Optional.of("o"), Optional.of(""), Optional.of("o"), Optional.of(""));
    }
}
