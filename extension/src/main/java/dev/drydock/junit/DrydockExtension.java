package dev.drydock.junit;

import static org.apiguardian.api.API.Status.INTERNAL;

import dev.drydock.junit.internal.failure.FailureTracker;
import dev.drydock.junit.internal.launch.PrePull;
import dev.drydock.junit.internal.plan.InjectionPoint;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.start.Injection;
import dev.drydock.junit.internal.start.Scopes;
import dev.drydock.junit.internal.start.TestFields;
import java.util.List;
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
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestInstances;

/**
 * Registered by the annotations of this package; not for use by itself.
 *
 * <p>What JUnit calls, and what is done then; how it is done lies elsewhere. Nothing is torn down here: what was started is
 * in a store of JUnit, whose end it shares.
 */
@API(status = INTERNAL, since = "0.1")
public class DrydockExtension
        implements TestInstancePreConstructCallback,
                TestInstancePostProcessor,
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
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        start(context, List.of(instance));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        // A container in a field of the instance has only now become an extension.
        start(
                context,
                context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of()));
    }

    private static Scopes start(ExtensionContext context) {
        return start(context, List.of());
    }

    /** Whichever callback comes first starts the containers; for the others there is nothing left to do. */
    private static Scopes start(ExtensionContext context, List<Object> instances) {
        PrePull.begin(context);
        Scopes scopes = new Scopes(context);
        FailureTracker failures = new FailureTracker(context);
        TestFields fields = new TestFields(context);
        try {
            instances.forEach(scopes::join);
            scopes.ensureStarted();
            fields.setStatic();
            instances.forEach(fields::set);
        } catch (RuntimeException | Error e) {
            failures.failed(e);
            throw e;
        }
        failures.watch();
        return scopes;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Injection.isFor(InjectionPoint.of(parameter)) && isResolver(context);
    }

    /** Each container that code declares is one of these, too; JUnit wants one that resolves a parameter. */
    private boolean isResolver(ExtensionContext context) {
        return context.getStore(EngineSession.NAMESPACE)
                        .getOrComputeIfAbsent("resolver", key -> this, DrydockExtension.class)
                == this;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Injection(
                        InjectionPoint.of(parameter),
                        start(context).containers(),
                        context,
                        ParameterResolutionException::new)
                .value();
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
