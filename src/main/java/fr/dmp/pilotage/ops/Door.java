package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Operations;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.springframework.context.ConfigurableApplicationContext;

/** Opens the application for one command and closes it again. Commands that need no data never open it. */
final class Door {

    private final Supplier<ConfigurableApplicationContext> application;

    Door(Supplier<ConfigurableApplicationContext> application) {
        this.application = application;
    }

    /** For what is asked of something else than {@link Operations}. */
    <T> int with(Class<T> face, ToIntFunction<T> command) {
        try (ConfigurableApplicationContext context = application.get()) {
            return command.applyAsInt(context.getBean(face));
        }
    }

    /** For what is asked of something beside {@link Operations}. */
    <T> int with(Class<T> face, ToIntBiFunction<Operations, T> command) {
        try (ConfigurableApplicationContext context = application.get()) {
            return command.applyAsInt(context.getBean(Operations.class), context.getBean(face));
        }
    }

    @SuppressWarnings("try") // the bars watch by themselves
    int with(ToIntFunction<Operations> command) {
        try (ConfigurableApplicationContext context = application.get()) {
            Operations operations = context.getBean(Operations.class);
            try (ProgressBars bars = ProgressBars.onTerminal(operations.progress())) {
                return command.applyAsInt(operations);
            }
        }
    }
}
