package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.Ready;
import dev.drydock.junit.ReadyCondition;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;

class ReadyReaderTests {
    @WithContainer(
            image = "redis:7",
            ports = {6379, 80},
            ready = @Ready(file = "ready", any = true, failLog = "(", condition = Abstract.class, timeout = 0))
    @WithContainer(
            name = "web",
            image = "nginx:1",
            ports = {80, 443},
            ready =
                    @Ready(
                            any = true,
                            http = {
                                @Ready.Http("health"),
                                @Ready.Http(
                                        port = 81,
                                        status = 99,
                                        method = "get",
                                        user = "me",
                                        header = "s3cret",
                                        body = "[")
                            }))
    @WithContainer(name = "alone", image = "nginx:1", ready = @Ready(http = @Ready.Http, any = true))
    static class WrongTestCase {}

    @WithContainer(
            name = "several",
            image = "postgres:15",
            ports = {5432, 80},
            ready =
                    @Ready(
                            insidePort = 70_000,
                            logStream = Ready.Output.STDERR,
                            jdbc = "jdbc:postgresql://{host}:{port}/app?user=me&password=s3cret",
                            http =
                                    @Ready.Http(
                                            port = 80,
                                            header = "Host: example.org",
                                            answerHeader = {"Content-Type: (", ": text"})))
    @WithContainer(
            name = "elsewhere",
            image = "postgres:15",
            ports = 5432,
            ready = @Ready(jdbc = "jdbc:postgresql://me:s3cret@{host}:{port:5433}/app"))
    @WithContainer(
            name = "portless",
            image = "postgres:15",
            ready = @Ready(jdbc = "jdbc:postgresql://{host}:{port}/app"))
    @WithContainer(
            name = "driverless",
            image = "postgres:15",
            ports = 5432,
            ready = @Ready(jdbc = "jdbc:nobase://{host}:{port}/app;password=s3cret"))
    @WithContainer(name = "schemeless", image = "postgres:15", ports = 5432, ready = @Ready(jdbc = "{host}:{port}"))
    static class AskedInsideTestCase {}

    @Test
    void conditionsThatAskBeyondThePublishedPorts() {
        assertThatThrownBy(() -> ClassPlans.of(AskedInsideTestCase.class))
                .hasMessageContainingAll(
                        "ready: insidePort = 70000: a port is 1 to 65535",
                        "ready: logStream without log",
                        "ready: jdbc = \"jdbc:postgresql://{host}:{port}/app\": say which of ports = [5432, 80] with {port:5432}",
                        "ready: http: header Host can't be set",
                        "ready: http: answerHeader Content-Type = \"(\" isn't a regular expression",
                        "ready: http: answerHeader = \": text\": it isn't of the form Name: pattern",
                        "ready: jdbc = \"jdbc:postgresql:***@{host}:{port:5433}/app\": port 5433 isn't one of ports = [5432]",
                        "'portless' on class AskedInsideTestCase: ready: jdbc = \"jdbc:postgresql://{host}:{port}/app\":"
                                + " ports is empty",
                        "ready: jdbc = \"jdbc:nobase://{host}:{port}/app\": no driver takes it; there are",
                        "org.postgresql.Driver",
                        "ready: jdbc = \"{host}:{port}\": it begins with jdbc:")
                .hasMessageNotContaining("s3cret");
    }

    interface Abstract extends ReadyCondition {}

    @Test
    void allThatMakesNoSenseIsSaidAtOnce() {
        assertThatThrownBy(() -> ClassPlans.of(WrongTestCase.class))
                .hasMessageContainingAll(
                        "ready: file = \"ready\": a path in the container begins with /",
                        "ready: failLog = \"(\" isn't a regular expression",
                        "Abstract: it must be a class with a constructor without parameters",
                        "ready: timeout = 0: it must be above 0",
                        "ready: http = \"health\": a path begins with /",
                        "ready: http: port says which of ports = [80, 443]",
                        "ready: http: port = 81 isn't one of ports = [80, 443]",
                        "ready: http: status = 99: it is 100 to 599",
                        "ready: http: method = \"get\"",
                        "ready: http: user isn't of the form user:password",
                        "ready: http: a header isn't of the form Name: value",
                        "ready: http: body = \"[\" isn't a regular expression",
                        "'alone' on class WrongTestCase: ready: http: ports is empty",
                        "ready: any = true, but there aren't several conditions to choose from")
                .hasMessageNotContaining("s3cret");
    }
}
