package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses belong to a network. */
class SubnetTests {
    @ParameterizedTest
    @CsvSource({
        "172.17.0.0/16, 172.17.255.1, true",
        "172.17.0.0/16, 172.18.0.1, false",
        "10.0.0.0/30, 10.0.0.3, true",
        "10.0.0.0/30, 10.0.0.4, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "10.0.0.1/32, 10.0.0.1, true",
        "fd00::/64, fd00::1, true",
        "fd00::/64, fd01::1, false",
        "fd00::/64, 10.0.0.1, false",
        "10.0.0.0/8, example.org, false",
        "10.0.0.0/33, 10.0.0.0, false"
    })
    void contains(String subnet, String address, boolean expected) {
        assertThat(Subnet.parse(subnet).orElseThrow().contains(address)).isEqualTo(expected);
    }

    @Test
    void whatIsNoneIsNone() {
        assertThat(Subnet.parse(null)).isEmpty();
        assertThat(Subnet.parse("")).isEmpty();
        assertThat(Subnet.parse("10.0.0.0")).isEmpty();
        assertThat(Subnet.parse("a/b")).isEmpty();
    }

    @Test
    void thisMachinesAddressesAreKnown() {
        assertThat(Subnet.isOfThisMachine("127.0.0.1")).isTrue();
        assertThat(Subnet.isOfThisMachine("192.0.2.213")).isFalse();
        assertThat(Subnet.isOfThisMachine("")).isFalse();
    }
}
