package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.sample.Generator;
import fr.dmp.pilotage.sample.SampleFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "generate",
        description =
                "Write weekly and monthly files of fictitious structures whose creations add up to the published table.",
        footer = {
            "",
            "The same options give the same bytes. Whatever the options, the cumulated creations of 2012-S38 add up, region by"
                    + " region, to the table of 25 September 2012.",
            "",
            "Months and weeks tell the same story, but a month is no sum of weeks, and the last one is whole even if it ends after the"
                    + " last week. Created, documents and consultations since the opening lie, at a month's end, between those of"
                    + " the weeks that end before and after it; they are equal where it ends on a Sunday. DMP fed in a month are"
                    + " a distinct count: at least those of its busiest whole week, at most those of its weeks together. A"
                    + " professional with two places of practice has two weekly rows and one monthly row, in which a DMP fed at"
                    + " both counts twice. Weekly files miss a few rows of hospitals, monthly files none. The insured people of"
                    + " population_ are those of a whole country, whatever the scale."
        })
final class GenerateCommand implements Callable<Integer> {

    @Option(names = "--weeks", paramLabel = "N", description = "How many weeks, 1 to 520 (default: ${DEFAULT-VALUE}).")
    private int weeks = 1;

    @Option(
            names = "--months",
            paramLabel = "N",
            description = {
                "How many months, 0 to 120, the last being that of the last week's Sunday: activity, documents by type,"
                        + " accesses, equipment, stays of hospitals, channels, distinct counts, and the insured people on the"
                        + " first day of the first month (default: ${DEFAULT-VALUE})."
            })
    private int months;

    @Option(
            names = "--scale",
            paramLabel = "X",
            description = "1 for about 250 000 PSL, 3 500 ES and 45 000 autres; up to 100 (default: ${DEFAULT-VALUE}).")
    private double scale = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Another seed gives other structures (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder, made if it is missing.")
    private Path folder = Path.of("");

    @Option(names = "--until", paramLabel = "WEEK", description = "The last week (default: ${DEFAULT-VALUE}).")
    private String until = "2012-S38";

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Period last = Period.parse(Period.Cadence.WEEKLY, until).orElse(null);
        List<String> problems = problems(last);
        if (last == null || !problems.isEmpty()) {
            problems.forEach(spec.commandLine().getErr()::println);
            return ExitCode.USAGE;
        }
        Generator generator = new Generator(geography(), scale, seed);
        List<List<? extends @Nullable Object>> rows = new ArrayList<>();
        List<SampleFile> files = new ArrayList<>(generator.write(folder, last, weeks));
        files.addAll(generator.writeMonths(folder, Generator.monthOf(last), months));
        for (SampleFile file : files) {
            rows.add(List.of(file.path().toString(), file.rows(), file.bytes()));
        }
        json.printer().table(List.of("file", "rows", "bytes"), rows);
        return ExitCode.DONE;
    }

    /** The packaged one, not a site's: the same options give the same bytes everywhere. */
    static Geography geography() {
        return Geography.read(new Definitions(null));
    }

    private List<String> problems(@Nullable Period last) {
        List<String> problems = new ArrayList<>();
        add(problems, "--weeks", Generator.problemOfWeeks(weeks));
        add(problems, "--months", Generator.problemOfMonths(months));
        add(problems, "--scale", Generator.problemOfScale(scale));
        add(
                problems,
                "--until",
                last == null
                        ? "expected a week such as 2012-S38, found \"" + until + "\""
                        : Generator.problemOfLast(last));
        boolean taken = Files.exists(folder) && !Files.isDirectory(folder);
        add(problems, "--out", taken ? "expected a folder, found the file " + folder : null);
        return problems;
    }

    static void add(List<String> problems, String option, @Nullable String problem) {
        if (problem != null) {
            problems.add(option + ": " + problem);
        }
    }
}
