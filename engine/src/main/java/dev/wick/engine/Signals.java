package dev.wick.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Calls back on SIGTERM and SIGINT: the first asks for an orderly end, the second ends the process at once.
 *
 * <p>A shutdown hook can do neither (the exit code would be 143, and a second signal is swallowed), and the JDK has
 * nothing else but {@code sun.misc.Signal}. No compiler option lets that be imported without a warning, so this one class
 * looks it up by name. Where it is missing, the JVM's own behaviour stays.
 */
final class Signals {
    private static final int EXIT_AT_ONCE = 130;

    private Signals() {}

    /** Runs the action, once, on a thread of the JVM's, at the first signal; it MUST return soon. */
    static void onFirst(final Runnable action) {
        final AtomicInteger count = new AtomicInteger();
        final Runnable onSignal = () -> {
            if (count.getAndIncrement() == 0) {
                action.run();
            } else {
                Runtime.getRuntime().halt(EXIT_AT_ONCE);
            }
        };
        try {
            handle("TERM", onSignal);
            handle("INT", onSignal);
        } catch (final ReflectiveOperationException | IllegalArgumentException e) {
            LoggerFactory.getLogger(Signals.class).atDebug().log("Signals are left to the JVM: {}", e.toString());
        }
    }

    private static void handle(final String name, final Runnable onSignal) throws ReflectiveOperationException {
        final Class<?> signalType = Class.forName("sun.misc.Signal");
        final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        final Object handler = Proxy.newProxyInstance(
                handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, args) -> {
                    if ("handle".equals(method.getName())) {
                        onSignal.run();
                        return null;
                    }
                    return "hashCode".equals(method.getName()) ? (Object) System.identityHashCode(proxy) : null;
                });
        final Method install = signalType.getMethod("handle", signalType, handlerType);
        try {
            install.invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
        } catch (final InvocationTargetException e) {
            // A JVM started with -Xrs keeps the signals for itself.
            throw new IllegalArgumentException(e.getCause());
        }
    }
}
