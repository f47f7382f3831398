package fr.dmp.pilotage;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.database.EmbeddedServer;
import fr.dmp.pilotage.ops.Cli;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.Operations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.function.SingletonSupplier;

/** The whole application on a home and a database of its own. */
public final class Site implements AutoCloseable {

    /** As shipped; reading it is a third of a start, and checking that the copied database is up to date another part. */
    private static final Supplier<Catalog> SHIPPED = SingletonSupplier.of(() -> Catalog.read(new Definitions(null)));

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final Path home;
    private final TestServer.Place place;
    private final List<String> properties = new ArrayList<>();
    private ConfigurableApplicationContext context;
    private Clock clock;

    public Site(Path home, String... properties) {
        this(home, TestServer.newDatabase(), properties);
    }

    private Site(Path home, TestServer.Place place, String... properties) {
        this.home = home;
        this.place = place;
        this.properties.add("--pilotage.home=" + home);
        this.properties.add("--spring.datasource.url=" + place.url());
        this.properties.add("--spring.datasource.username=" + place.user());
        this.properties.add("--spring.datasource.password=" + place.password());
        this.properties.add("--pilotage.intake.quiet=0s"); // what tests put into the inbox is whole
        this.properties.addAll(List.of(properties));
    }

    /** One whose weekly job leaves out the workbooks of regions: for tests that look at what the job loads. */
    public static Site loading(Path home) {
        try {
            Path own = Files.createDirectories(home.resolve("own/jobs"));
            String weekly = new Definitions(null).read("jobs/weekly.yaml");
            Files.writeString(own.resolve("weekly.yaml"), weekly.replaceFirst("(?m)^reports: .*$", "reports: []"));
            return new Site(home, "--pilotage.definitions=" + own.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the application believe that it is noon of a day, in Paris. */
    public Site on(LocalDate day) {
        clock = Clock.fixed(day.atTime(12, 0).atZone(PARIS).toInstant(), PARIS);
        return this;
    }

    /** The same home and database with other properties. */
    public Site with(String... others) {
        return new Site(home, place, others);
    }

    /** Closes this one, and opens another on a copy of its home and of its database. */
    public Site copy(Path to, String... others) throws IOException {
        close();
        FileSystemUtils.copyRecursively(home, to);
        return new Site(to, TestServer.copyOf(place), others);
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(PilotageDmp.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers(this::setClock, this::shareWhatIsShipped)
                .run(properties.toArray(String[]::new));
    }

    private void shareWhatIsShipped(ConfigurableApplicationContext starting) {
        if (properties.stream().anyMatch(each -> each.startsWith("--pilotage.definitions="))) {
            return;
        }
        TestPropertyValues.of("spring.flyway.enabled=false").applyTo(starting);
        starting.addBeanFactoryPostProcessor(factory ->
                ((AbstractBeanDefinition) factory.getBeanDefinition("catalog")).setInstanceSupplier(SHIPPED));
    }

    private void setClock(ConfigurableApplicationContext starting) {
        if (clock != null && starting instanceof GenericApplicationContext generic) {
            generic.registerBean("fixedClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        }
    }

    private ConfigurableApplicationContext context() {
        if (context == null) {
            context = start();
        }
        return context;
    }

    public Operations operations() {
        return context().getBean(Operations.class);
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    public Path home() {
        return home;
    }

    /** The reports folder's file of this name. */
    public Path report(String... path) {
        return home.resolve("reports").resolve(Path.of("", path));
    }

    /** A file beside the inbox. */
    public Path write(String name, String text) {
        return write(name, text, StandardCharsets.UTF_8);
    }

    public Path write(String name, String text, Charset charset) {
        try {
            Path file = home.resolve("files").resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, text.getBytes(charset));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loads a text as a file of this name, from the usual sender. */
    public LoadOutcome load(String name, String text) {
        return operations().load(write(name, text), null, null);
    }

    public long count(String from) {
        return jdbc().sql("select count(*) from " + from).query(Long.class).single();
    }

    /** What a command said. */
    public record Said(int code, String out, String err) {}

    /** Runs a command as a process would, in an application of its own. */
    public Said cli(String... args) {
        return run(this::start, args);
    }

    /** Runs a command in the application that is open: it sees the declarations that were there when it was opened. */
    public Said cliHere(String... args) {
        return run(this::within, args);
    }

    /** What a command closes when it is done, while the application stays. */
    private ConfigurableApplicationContext within() {
        GenericApplicationContext door = new GenericApplicationContext(context());
        door.refresh();
        return door;
    }

    private static Said run(Supplier<ConfigurableApplicationContext> application, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new Cli(application, application)
                .writingTo(new PrintWriter(out, true), new PrintWriter(err, true))
                .run(args);
        return new Said(code, out.toString(), err.toString());
    }

    /** Starts a command in another JVM. */
    public ProcessBuilder process(String... args) {
        return process(PilotageDmp.class, args);
    }

    /** Starts a class in another JVM, on the database of this site. */
    public ProcessBuilder process(Class<?> main, String... args) {
        return place.reach(processIn(home, main, args));
    }

    /** A server for one test alone, which may stop it. */
    public static EmbeddedServer server(Path directory) {
        TestServer.shareBinaries(directory);
        return new EmbeddedServer(directory);
    }

    /** Starts a command in another JVM, on the embedded server of a home. */
    public static ProcessBuilder processIn(Path home, String... args) {
        TestServer.shareBinaries(home.resolve("postgres"));
        return processIn(home, PilotageDmp.class, args);
    }

    private static ProcessBuilder processIn(Path home, Class<?> main, String... args) {
        List<String> command = new ArrayList<>(java());
        command.addAll(SharedClasses.options());
        command.add(main.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PILOTAGE_HOME", home.toString());
        return builder;
    }

    static List<String> java() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
            context = null;
        }
        TestServer.closed(place);
    }
}
