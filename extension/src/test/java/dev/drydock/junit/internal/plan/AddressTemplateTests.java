package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates of addresses: what is filled in, what stays, and what is refused. */
class AddressTemplateTests {
    private static final Map<Integer, Integer> PORTS = Map.of(5432, 40001, 8080, 40002);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    jdbc:postgresql://{host}:{port}/app | jdbc:postgresql://127.0.0.1:40001/app
                    {port:8080},{port:5432},{host}      | 40002,40001,127.0.0.1
                    none                                | none
                    ""                                  | ""
                    ${env:HOST:-{host}}/{port}          | ${env:HOST:-{host}}/40001
                    $${host}{port}                      | $${host}40001
                    {{host}}:{port}                     | {host}:40001
                    {{"at":{port}}}                     | {"at":40001}
                    a}b                                 | a}b
                    ${open {port}                       | ${open {port}
                    """)
    void isFilledIn(String template, String text) {
        assertThat(AddressTemplate.of(template).fill("127.0.0.1", PORTS::get, 5432))
                .isEqualTo(text);
    }

    @Test
    void anIpv6AddressIsPutInBrackets() {
        AddressTemplate template = AddressTemplate.of("http://{host}:{port}/");

        assertThat(template.fill("::1", PORTS::get, 8080)).isEqualTo("http://[::1]:40002/");
        assertThat(template.fill("[::1]", PORTS::get, 8080)).isEqualTo("http://[::1]:40002/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {hots}          | {hots} is unknown; there are {host}, {port} and {port:5432}
                    {}              | {} is unknown
                    {port:}         | {port:} is unknown
                    {port:0}        | {port:0} is unknown
                    {port:65536}    | {port:65536} is unknown
                    {port:web}      | {port:web} is unknown
                    secret-{host    | a { has no }; one that is to stay is written {{
                    """)
    void isRefused(String template, String words) {
        assertThatThrownBy(() -> AddressTemplate.of(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("secret");
    }

    @Test
    void fitsAContainerWithItsPorts() {
        assertThat(AddressTemplate.of("{host}").misfit(List.of(), 0)).isEmpty();
        assertThat(AddressTemplate.of("{port}").misfit(List.of(80), 0)).isEmpty();
        assertThat(AddressTemplate.of("{port}").misfit(List.of(80, 81), 81)).isEmpty();
        assertThat(AddressTemplate.of("{port:80}{port:81}").misfit(List.of(80, 81), 0))
                .isEmpty();
        assertThat(AddressTemplate.of("{port}").misfit(List.of(), 0))
                .get()
                .isEqualTo("{port} is that of the only port that is published, and there is none");
        assertThat(AddressTemplate.of("{port}").misfit(List.of(80, 81), 0))
                .get()
                .isEqualTo("{port} is that of the only port that is published, and there are [80, 81]; say {port:80}");
        assertThat(AddressTemplate.of("{port}").misfit(List.of(80), 81))
                .get()
                .isEqualTo("port 81 isn't published; [80] is");
        assertThat(AddressTemplate.of("{port:5432}").misfit(List.of(), 0))
                .get()
                .isEqualTo("port 5432 isn't published; none is");
    }
}
