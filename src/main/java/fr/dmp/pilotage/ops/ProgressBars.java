package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Progress;
import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal, on the error stream, how far a load is, or the writing of workbooks; nothing where nobody looks. */
final class ProgressBars implements Progress.Watcher, AutoCloseable {

    private final Progress progress;
    private @Nullable ProgressBar bar;

    private ProgressBars(Progress progress) {
        this.progress = progress;
    }

    static ProgressBars onTerminal(Progress progress) {
        ProgressBars bars = new ProgressBars(progress);
        if (isTerminal()) {
            progress.watch(bars);
        }
        return bars;
    }

    /** Since Java 22 there is a console even where there is no terminal, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("java.io.Console lost its isTerminal()", e);
        }
    }

    @Override
    public synchronized void begin(String what, int total, String unit) {
        bar = new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public synchronized void done(int units) {
        if (bar != null) {
            bar.stepBy(units);
        }
    }

    @Override
    public synchronized void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        end();
        progress.watch(null);
    }
}
