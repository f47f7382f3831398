package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.schedule.Serving;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description =
                "Run declared jobs at their declared times, until told to end. Several nodes may serve one database: each firing runs on one of them.",
        footer = {
            "",
            "On SIGTERM or Ctrl-C it fires no more, lets its runs end at the next page, file or workbook, and goes on with them when it is started again; it waits for them 60 s (pilotage.stop-within).",
            "Health for a monitor: http://127.0.0.1:8085/actuator/health/liveness and …/readiness (server.port, server.address). Its log is logs/pilotage.log in the home."
        })
final class ServeCommand implements Callable<Integer> {

    private final Supplier<ConfigurableApplicationContext> serving;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ServeCommand(Supplier<ConfigurableApplicationContext> serving) {
        this.serving = serving;
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        ConfigurableApplicationContext context = serving.get();
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> closed.countDown());
        Serving.Started started = context.getBean(Serving.class).start();
        started.changes().forEach(change -> say("schedule of " + change));
        started.recovered().forEach(run -> say("goes on with run " + run + ", which was left before its end"));
        say("serving; 'schedule next' shows what is to come");
        closed.await();
        return ExitCode.DONE;
    }

    /** To the error stream: it is no data. */
    private void say(String line) {
        spec.commandLine().getErr().println(line);
    }
}
