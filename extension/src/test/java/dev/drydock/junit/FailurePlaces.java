package dev.drydock.junit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixtures for {@link FailurePlacesIT}: each fails once, in another place. */
final class FailurePlaces {
    private FailurePlaces() {}

    @Box
    static class BodyTestCase {
        @Test
        void fails() {
            fail("body");
        }

        @Test
        void passes() {}
    }

    @Box
    static class BeforeEachTestCase {
        @BeforeEach
        void setUp() {
            fail("before each");
        }

        @Test
        void isNotReached() {}
    }

    @Box
    static class AfterEachTestCase {
        @Test
        void passes() {}

        @AfterEach
        void tearDown() {
            fail("after each");
        }
    }

    @Box
    static class BodyAndAfterEachTestCase {
        @Test
        void fails() {
            fail("body");
        }

        @AfterEach
        void tearDown() {
            fail("after each");
        }
    }

    @Box
    static class BeforeAllTestCase {
        @BeforeAll
        static void setUp() {
            fail("before all");
        }

        @Test
        void isNotReached() {}
    }

    @Box
    static class AfterAllTestCase {
        @Test
        void passes() {}

        @AfterAll
        static void tearDown() {
            fail("after all");
        }
    }

    @Box
    static class ConstructorTestCase {
        ConstructorTestCase() {
            fail("constructor");
        }

        @Test
        void isNotReached() {}
    }

    @Box
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ClassConstructorTestCase {
        ClassConstructorTestCase() {
            fail("constructor");
        }

        @Test
        void isNotReached() {}
    }

    @Box
    @ExtendWith(FailingPostProcessor.class)
    static class PostProcessorTestCase {
        @Test
        void isNotReached() {}
    }

    static class FailingPostProcessor implements TestInstancePostProcessor {
        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            fail("post-processor");
        }
    }

    static class OtherBeforeEachTestCase {
        @Test
        @Box
        @ExtendWith(FailingBeforeEach.class)
        void isNotReached() {}
    }

    static class FailingBeforeEach implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            fail("other extension");
        }
    }

    /** The other extension comes before ours, so its turn is after ours in the end. */
    @ExtendWith(FailingAfterEach.class)
    @Box
    static class OtherAfterEachTestCase {
        @Test
        void passes() {}
    }

    static class FailingAfterEach implements AfterEachCallback {
        @Override
        public void afterEach(ExtensionContext context) {
            fail("other extension");
        }
    }

    @Box
    @ExtendWith(FailingAfterAll.class)
    static class OtherAfterAllTestCase {
        @Test
        void passes() {}
    }

    static class FailingAfterAll implements AfterAllCallback {
        @Override
        public void afterAll(ExtensionContext context) {
            fail("other extension");
        }
    }

    @Box
    static class DynamicTestCase {
        @TestFactory
        Stream<DynamicTest> factory() {
            return Stream.of(dynamicTest("good", () -> {}), dynamicTest("bad", () -> fail("dynamic test")));
        }
    }

    @CommitOnFailure
    static class MethodsOwnDynamicTestCase {
        @TestFactory
        @Box
        Stream<DynamicTest> factory() {
            return Stream.of(dynamicTest("bad", () -> fail("dynamic test")), dynamicTest("good", () -> {}));
        }
    }

    @Box
    static class FactoryTestCase {
        @TestFactory
        Stream<DynamicTest> factory() {
            return fail("factory");
        }
    }

    @Box
    static class ParameterizedTestCase {
        @ParameterizedTest
        @ValueSource(strings = {"good", "bad", "fine"})
        void each(String value) {
            if (value.equals("bad")) {
                fail(value);
            }
        }
    }

    static class RepeatedTestCase {
        @Box
        @RepeatedTest(2)
        void again(RepetitionInfo repetition) {
            if (repetition.getCurrentRepetition() == 2) {
                fail("repetition");
            }
        }
    }

    @Box
    static class TimeoutTestCase {
        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS)
        void takesTooLong() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Box
    static class OuterTestCase {
        @Nested
        class Inner {
            @Test
            void fails() {
                fail("nested");
            }
        }
    }
}
