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
    private @Nullable Part part;

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
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(total)
                    .setUnit(" " + unit, 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .clearDisplayOnFinish()
                    .build();
        } else {
            part = new Part(what, total, unit);
            part.show(bar, 0);
        }
    }

    @Override
    public synchronized void done(int units) {
        if (bar == null) {
            return;
        }
        if (part == null) {
            bar.stepBy(units);
        } else {
            part.show(bar, units);
        }
    }

    @Override
    public synchronized void end() {
        if (part != null) {
            part = null;
        } else if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public synchronized void close() {
        part = null;
        end();
        progress.watch(null);
    }

    /** What goes on within the work of the bar: two bars below each other do not stay where they are on every terminal. */
    private static final class Part {

        private final String what;
        private final int total;
        private final String unit;
        private int done;

        Part(String what, int total, String unit) {
            this.what = what;
            this.total = total;
            this.unit = unit;
        }

        void show(ProgressBar on, int units) {
            done += units;
            on.setExtraMessage(what + " " + done + "/" + total + " " + unit);
        }
    }
}
