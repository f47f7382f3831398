package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;
import fr.dmp.pilotage.catalog.ReportDefinition.ScopeKind;
import fr.dmp.pilotage.warehouse.Load;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whom the workbooks of reports cover. */
final class Scopes {

    private final Catalog catalog;
    private final ProgrammeLists programmes;

    Scopes(Catalog catalog, ProgrammeLists programmes) {
        this.catalog = catalog;
        this.programmes = programmes;
    }

    /**
     * Whom a report covers in a period, a workbook each: the country, the regions of its programme, or each region and the country. In the regions of
     * another vintage than the period's, those that any département of the programme lies in. A region is told whole, be
     * part of it outside the programme: part of a region would be no region's figure.
     *
     * @param inForce the loads of a feed in force, among them the snapshots of who is in a programme
     */
    List<Scope> of(ReportDefinition report, Period period, int vintage, Function<String, List<Load>> inForce) {
        if (report.scope() == ScopeKind.REGIONS) {
            return all(vintage).toList();
        }
        String programme = report.programme();
        if (report.scope() == ScopeKind.FRANCE || programme == null) {
            return List.of(Scope.FRANCE);
        }
        List<Geography.Region> own =
                programmes.at(period, inForce.apply(ProgrammeLists.FEED)).regions(programme, period);
        return vintage == period.vintage()
                ? own.stream().map(Scope::of).toList()
                : covering(own, vintage).map(Scope::of).toList();
    }

    private Stream<Geography.Region> covering(List<Geography.Region> regions, int vintage) {
        Geography geography = catalog.geography();
        Set<String> departements = new HashSet<>();
        regions.forEach(region -> departements.addAll(geography.departements(region)));
        return regions(vintage)
                .filter(region -> geography.departements(region).stream().anyMatch(departements::contains));
    }

    /** Whom any workbook could cover. */
    Stream<Scope> all(int vintage) {
        return Stream.concat(Stream.of(Scope.FRANCE), regions(vintage).map(Scope::of));
    }

    private Stream<Geography.Region> regions(int vintage) {
        return catalog.geography().regions().stream()
                .filter(region -> region.vintage() == vintage)
                .sorted(Comparator.comparing(Geography.Region::code));
    }
}
