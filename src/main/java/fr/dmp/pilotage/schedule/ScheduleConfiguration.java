package fr.dmp.pilotage.schedule;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.pipeline.Alerts;
import fr.dmp.pilotage.pipeline.AuditTrail;
import fr.dmp.pilotage.pipeline.Operations;
import java.time.Clock;
import java.util.Properties;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScheduleProperties.class)
class ScheduleConfiguration {

    /** Made when somebody asks for schedules: most commands do not, and its threads take time to start. */
    @Bean
    @Lazy
    SchedulerFactoryBean scheduler(
            DataSource dataSource, Operations operations, Catalog catalog, ScheduleProperties properties) {
        SchedulerFactoryBean factory = new SchedulerFactoryBean();
        factory.setSchedulerName("pilotage");
        factory.setDataSource(dataSource);
        factory.setAutoStartup(false);
        factory.setJobFactory((fired, scheduler) -> new FiringJob(operations, catalog));
        Properties quartz = new Properties();
        quartz.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        quartz.setProperty("org.quartz.scheduler.idleWaitTime", "5000"); // what another node triggers waits no longer
        quartz.setProperty("org.quartz.threadPool.threadCount", "4");
        quartz.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        quartz.setProperty("org.quartz.jobStore.tablePrefix", "ops.qrtz_");
        quartz.setProperty("org.quartz.jobStore.isClustered", "true");
        quartz.setProperty("org.quartz.jobStore.useProperties", "true");
        quartz.setProperty("org.quartz.jobStore.clusterCheckinInterval", Long.toString(Nodes.INTERVAL.toMillis()));
        quartz.setProperty(
                "org.quartz.jobStore.misfireThreshold",
                Long.toString(properties.misfire().toMillis()));
        factory.setQuartzProperties(quartz);
        return factory;
    }

    @Bean
    Schedules schedules(
            Catalog catalog, ObjectProvider<Scheduler> scheduler, AuditTrail audit, JdbcClient jdbc, Clock clock) {
        return new Schedules(catalog, scheduler::getObject, audit, new Nodes(jdbc, clock), clock);
    }

    @Bean
    Night night(Schedules schedules, Operations operations, Clock clock) {
        return new Night(schedules, operations, clock);
    }

    @Bean
    Serving serving(
            ObjectProvider<Scheduler> scheduler,
            Schedules schedules,
            Night night,
            Operations operations,
            Alerts alerts,
            AuditTrail audit,
            ScheduleProperties properties) {
        return new Serving(
                scheduler::getObject,
                schedules,
                operations,
                new Watch(schedules, night, alerts, audit),
                properties.watch());
    }
}
