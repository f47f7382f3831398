package fr.dmp.pilotage.report;

import fr.dmp.pilotage.Site;
import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Period;
import fr.dmp.pilotage.catalog.ReportDefinition;

/** The focus ES of one region alone, which is quicker than all fourteen. */
final class Focus {

    private Focus() {}

    static Reports.Issued write(Site site, String region, String week) {
        ReportDefinition report = site.bean(Catalog.class).report("weekly-es-focus");
        Period period = Period.parse(Period.Cadence.WEEKLY, week).orElseThrow();
        Reports reports = site.bean(Reports.class);
        Scope scope = reports.scopes(report, period).stream()
                .filter(each -> each.label().equals(region))
                .findFirst()
                .orElseThrow();
        return reports.write(report, period, scope, false);
    }
}
