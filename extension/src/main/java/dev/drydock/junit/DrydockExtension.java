package dev.drydock.junit;

import static org.apiguardian.api.API.Status.INTERNAL;

import dev.drydock.junit.internal.failure.FailureTracker;
import dev.drydock.junit.internal.start.Injection;
import dev.drydock.junit.internal.start.Scopes;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Registered by the annotations of this package; not for use by itself.
 *
 * <p>What JUnit calls, and what is done then; how it is done lies elsewhere. Nothing is torn down here: what was started is
 * in a store of JUnit, whose end it shares.
 */
@API(status = INTERNAL, since = "0.1")
public final class DrydockExtension
        implements TestInstancePreConstructCallback,
                BeforeAllCallback,
                BeforeEachCallback,
                ParameterResolver,
                InvocationInterceptor,
                AfterTestExecutionCallback,
                AfterEachCallback,
                LifecycleMethodExecutionExceptionHandler {

    /** Called by JUnit. */
    public DrydockExtension() {
        // All state lies in JUnit's stores.
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start(context);
    }

    /** Whichever callback comes first starts the containers; for the others there is nothing left to do. */
    private static Scopes start(ExtensionContext context) {
        Scopes scopes = new Scopes(context);
        FailureTracker failures = new FailureTracker(context);
        try {
            scopes.ensureStarted();
        } catch (RuntimeException | Error e) {
            failures.failed(e);
            throw e;
        }
        failures.watch();
        return scopes;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Injection.isFor(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Injection(parameter, start(context).containers()).value();
    }

    /** Comes before {@code @AfterEach}, and after all that may handle the failure. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(new FailureTracker(context)::failed);
    }

    /** Sees failures of other extensions' callbacks. */
    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException().ifPresent(new FailureTracker(context)::failed);
    }

    /** A test factory's own callbacks don't see its tests. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            new FailureTracker(context).failed(e);
            throw e;
        }
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        handle(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        handle(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        handle(context, failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        handle(context, failure);
    }

    private static void handle(ExtensionContext context, Throwable failure) throws Throwable {
        new FailureTracker(context).failed(failure);
        throw failure;
    }
}
