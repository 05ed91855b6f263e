package dev.wick.engine.ops;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.wick.engine.config.LogFormat;
import dev.wick.engine.config.LogLevel;

/**
 * What logback finds, through {@code META-INF/services}, when the first logger is asked for: text at INFO, until the
 * settings are read. Without it logback would write DEBUG lines to standard output, which belongs to the commands.
 */
public final class LogbackStart extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(final LoggerContext context) {
        Logging.configure(context, LogLevel.INFO, LogLevel.INFO, LogFormat.TEXT);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
