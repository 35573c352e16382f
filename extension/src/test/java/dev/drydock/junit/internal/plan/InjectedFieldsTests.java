package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerClient;
import dev.drydock.junit.ContainerName;
import dev.drydock.junit.ContainerUrl;
import dev.drydock.junit.HostPort;
import dev.drydock.junit.Injected;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Fields that can't get what they ask for are mistakes of the declaration: no engine is asked. */
@SuppressWarnings({"UnusedVariable", "unused"})
class InjectedFieldsTests {
    static class WrongTestCase {
        @Injected
        final RunningContainer fixed = null;

        @Injected
        String handle;

        @ContainerName("db")
        Object name;

        @HostPort(80)
        long port;

        @HostPort(0)
        int noPort;

        @HostPort(80)
        @ContainerUrl
        String both;

        @ContainerUrl
        int number;

        @ContainerUrl
        static URI withoutScheme;

        @ContainerUrl("http://{host}:{port}")
        InetSocketAddress template;

        @ContainerUrl("{hots}")
        String unknown;

        @ContainerUrl(port = 70000)
        String tooHigh;
    }

    static class InheritingTestCase extends WrongTestCase {}

    @WithContainer(image = "busybox:1")
    static class RightTestCase {
        @Injected
        private static RunningContainer web;

        @Injected
        DockerClient client;

        @ContainerName
        RunningContainer named;

        @HostPort(80)
        Integer boxed;

        @ContainerUrl("http://{host}:{port}/")
        URL url;

        @ContainerUrl
        InetSocketAddress address;
    }

    @Test
    void mistakesAreReportedTogether() {
        assertThatThrownBy(() -> ClassPlans.of(InheritingTestCase.class))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll(
                        "declares its containers wrongly, in 11 places:",
                        "field WrongTestCase.fixed: it is final, so that nothing can be put into it",
                        "field WrongTestCase.handle: @Injected gives a RunningContainer or a DockerClient, not a String",
                        "field WrongTestCase.name: @ContainerName gives a RunningContainer, not a Object",
                        "field WrongTestCase.port: @HostPort gives an int, not a long",
                        "field WrongTestCase.noPort: @HostPort with port 0: a port is 1 to 65535",
                        "field WrongTestCase.both: it has @HostPort and @ContainerUrl: it is either",
                        "field WrongTestCase.number: @ContainerUrl gives a String, URI, URL or InetSocketAddress, not a int",
                        "field WrongTestCase.withoutScheme: @ContainerUrl gives a URI by a template with a scheme",
                        "field WrongTestCase.template: @ContainerUrl gives an InetSocketAddress without a template",
                        "field WrongTestCase.unknown: @ContainerUrl: {hots} is unknown",
                        "field WrongTestCase.tooHigh: @ContainerUrl with port 70000: a port is 1 to 65535");
    }

    @Test
    void rightOnesAreFound() {
        ClassPlans.of(RightTestCase.class);

        assertThat(InjectedFields.of(RightTestCase.class)).hasSize(6);
    }
}
