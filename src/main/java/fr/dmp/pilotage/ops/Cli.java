package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.catalog.CatalogException;
import fr.dmp.pilotage.catalog.UnknownName;
import fr.dmp.pilotage.findings.PatientText;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/**
 * The command line. Data goes to the output stream, complaints and progress to the error stream; the result is an exit
 * code: 0 done, 1 failed, 2 usage, 3 held for an operator.
 */
@Command(
        name = "pilotage-dmp",
        description = "Activity files of the DMP in, audited warehouse and Excel reports out.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, or a file was refused, a source could not be reached, or somebody else is at it",
            "2:wrong usage",
            "3:held for an operator"
        })
public final class Cli {

    private final CommandLine commands;

    /**
     * Makes the command line.
     *
     * @param application starts the application; called only by commands that need it
     * @param serving starts it with its health endpoints, for the command that stays
     */
    public Cli(Supplier<ConfigurableApplicationContext> application, Supplier<ConfigurableApplicationContext> serving) {
        Door door = new Door(application);
        commands = new CommandLine(this)
                .addSubcommand(new DemoCommand(door))
                .addSubcommand(new CollectCommand(door))
                .addSubcommand(new LoadCommand(door))
                .addSubcommand(new ReportCommand(door))
                .addSubcommand(new ExplainCommand(door))
                .addSubcommand(new RunCommand(door))
                .addSubcommand(new BackfillCommand(door))
                .addSubcommand(new RunsCommand(door))
                .addSubcommand(new ShowCommand(door))
                .addSubcommand(new RerunCommand(door))
                .addSubcommand(new StopCommand(door))
                .addSubcommand(new AbandonCommand(door))
                .addSubcommand(new HoldsCommand(door))
                .addSubcommand(new ReleaseCommand(door))
                .addSubcommand(new WithdrawCommand(door))
                .addSubcommand(new RejectsCommand(door))
                .addSubcommand(new FeedsCommand(door))
                .addSubcommand(new AuditCommand(door))
                .addSubcommand(new ScheduleCommand(door))
                .addSubcommand(new ServeCommand(serving))
                .addSubcommand(new GenerateCommand())
                .addSubcommand(new CheckCommand(door));
        commands.getCommandSpec().mixinStandardHelpOptions(true);
        commands.getCommandSpec().version("Pilotage DMP 0.1.0");
        commands.getSubcommands().values().forEach(each -> each.getCommandSpec().mixinStandardHelpOptions(true));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler(Cli::explain);
    }

    /** Runs one command and returns its exit code. */
    public int run(String... args) {
        if (args.length == 0) {
            commands.usage(commands.getErr());
            return ExitCode.USAGE;
        }
        return commands.execute(args);
    }

    /** Writes data and complaints elsewhere than to the process's own streams. */
    public Cli writingTo(PrintWriter out, PrintWriter err) {
        commands.setOut(out);
        commands.setErr(err);
        return this;
    }

    /** Machinery that is broken says so in a few lines, down to the first cause; the stack goes to the log. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof CatalogException declarations) {
                err.println("The declarations are wrong:");
                declarations.problems().forEach(problem -> err.println("  " + problem));
                return ExitCode.FAILED;
            }
            if (each instanceof UnknownName unknown) {
                err.println(unknown.getMessage());
                return ExitCode.USAGE;
            }
        }
        Throwable first = underWiring(failure);
        err.println(command.getCommandName() + " failed: " + said(first));
        String before = said(first);
        for (Throwable each = first.getCause(); each != null; each = each.getCause()) {
            if (!before.contains(said(each))) {
                err.println("  because: " + said(each));
                before = said(each);
            }
        }
        // Asked for only now: setting up the log takes longer than a command that has nothing to log.
        LoggerFactory.getLogger(Cli.class).info("{} failed", command.getCommandName(), failure);
        return ExitCode.FAILED;
    }

    /** That one part of the application waited for another which could not start is nothing to act upon. */
    private static Throwable underWiring(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof BeansException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : PatientText.masked(message);
    }
}
