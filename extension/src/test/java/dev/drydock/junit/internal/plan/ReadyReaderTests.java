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
