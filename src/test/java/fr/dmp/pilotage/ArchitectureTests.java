package fr.dmp.pilotage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Configuration;

/** The fences of the design: which package may use which, and which library may be named where. */
class ArchitectureTests {

    private static final String ROOT = "fr.dmp.pilotage";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The package, then what it may use. A package that is not here yet is added with its first class. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("catalog", Set.of()),
            Map.entry("findings", Set.of("catalog")),
            Map.entry("feeds", Set.of("catalog", "findings")),
            Map.entry("intake", Set.of("catalog", "findings", "feeds")),
            Map.entry("database", Set.of("catalog")),
            Map.entry("warehouse", Set.of("catalog", "findings", "feeds", "database")),
            Map.entry("quality", Set.of("catalog", "findings", "warehouse")),
            Map.entry("report", Set.of("catalog", "findings", "warehouse")),
            Map.entry("delivery", Set.of("catalog")),
            Map.entry(
                    "pipeline",
                    Set.of(
                            "catalog",
                            "findings",
                            "feeds",
                            "intake",
                            "database",
                            "warehouse",
                            "quality",
                            "report",
                            "delivery")),
            Map.entry("schedule", Set.of("catalog", "pipeline")),
            Map.entry("sample", Set.of("catalog", "feeds")),
            Map.entry("ops", Set.of("catalog", "findings", "pipeline", "schedule", "sample")));

    @Test
    void packagesUseOnlyTheirNeighbours() {
        MAY_USE.forEach((name, allowed) -> {
            Set<String> used = PRODUCT.stream()
                    .filter(each -> packageOf(each).equals(name))
                    .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                    .map(each -> each.getTargetClass())
                    .filter(each -> each.getPackageName().startsWith(ROOT + "."))
                    .map(ArchitectureTests::packageOf)
                    .filter(each -> !each.equals(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            used.removeAll(allowed);
            assertThat(used).as("%s uses what it may not", name).isEmpty();
        });
    }

    @Test
    void thereIsNoPackageThatTheDesignDoesNotKnow() {
        Set<String> packages =
                PRODUCT.stream().map(ArchitectureTests::packageOf).collect(Collectors.toSet());
        packages.remove("");
        assertThat(MAY_USE.keySet()).containsAll(packages).hasSizeLessThanOrEqualTo(13);
    }

    @Test
    void packagesAreAcyclic() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    @ParameterizedTest
    @CsvSource({
        "org.springframework.batch.., pipeline, pipeline",
        "org.postgresql.., warehouse, database",
        "org.apache.poi.., feeds, report",
        "org.apache.sshd.., intake, intake",
        "java.net.http.., intake, delivery",
        "jakarta.mail.., delivery, delivery",
        "org.springframework.mail.., delivery, delivery",
        "org.quartz.., schedule, schedule",
        "picocli.., ops, ops",
        "org.springframework.web.servlet.., ops, ops"
    })
    void librariesAreNamedInTheirPackagesOnly(String library, String one, String other) {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "." + one + "..", ROOT + "." + other + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(PRODUCT);
    }

    @Test
    void configurationsArePackagePrivateAndLight() {
        classes()
                .that()
                .areAnnotatedWith(Configuration.class)
                .should()
                .bePackagePrivate()
                .check(PRODUCT);
        PRODUCT.stream()
                .filter(each -> each.isAnnotatedWith(Configuration.class))
                .forEach(each -> assertThat(
                                each.getAnnotationOfType(Configuration.class).proxyBeanMethods())
                        .as("%s proxies its bean methods", each.getName())
                        .isFalse());
    }

    @Test
    void everyPackageSaysItsDutyAndIsNullMarked() throws IOException {
        for (Path folder : sourceFolders()) {
            String text = Files.readString(folder.resolve("package-info.java"));
            assertThat(text).as("%s", folder).contains("/**").contains("@NullMarked");
        }
    }

    @Test
    void noNameSaysNothing() {
        List<String> names = PRODUCT.stream()
                .map(JavaClass::getSimpleName)
                .filter(each -> each.matches(".*(Util|Utils|Helper|Manager|Impl|Base)"))
                .toList();
        assertThat(names).isEmpty();
    }

    private static List<Path> sourceFolders() throws IOException {
        try (Stream<Path> paths = Files.walk(Path.of("src/main/java"))) {
            return paths.filter(each -> each.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }

    private static String packageOf(JavaClass each) {
        String name = each.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}
