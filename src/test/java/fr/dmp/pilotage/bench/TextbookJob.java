package fr.dmp.pilotage.bench;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.transform.FieldSet;
import org.springframework.core.io.FileSystemResource;
import org.springframework.transaction.PlatformTransactionManager;

/** The job that tutorials show: a flat file reader, a JDBC batch writer, chunks of a thousand. */
final class TextbookJob {

    private TextbookJob() {}

    static Job of(
            Path file,
            String header,
            String table,
            JobRepository repository,
            PlatformTransactionManager tm,
            DataSource db) {
        String[] names = header.split(";", -1);
        int firstFigure = names.length - 8;
        FlatFileItemReader<FieldSet> reader = new FlatFileItemReaderBuilder<FieldSet>()
                .name("psl")
                .resource(new FileSystemResource(file))
                .linesToSkip(1)
                .delimited()
                .delimiter(";")
                .names(names)
                .fieldSetMapper(fields -> fields)
                .build();
        String marks = IntStream.range(0, names.length).mapToObj(i -> "?").collect(Collectors.joining(","));
        JdbcBatchItemWriter<FieldSet> writer = new JdbcBatchItemWriterBuilder<FieldSet>()
                .dataSource(db)
                .sql("insert into " + table + " values (" + marks + ")")
                .itemPreparedStatementSetter((fields, statement) -> {
                    for (int i = 0; i < names.length; i++) {
                        if (i < firstFigure) {
                            statement.setString(i + 1, fields.readString(i));
                        } else {
                            statement.setInt(i + 1, fields.readInt(i));
                        }
                    }
                })
                .build();
        writer.afterPropertiesSet();
        return new JobBuilder("textbook", repository)
                .start(new StepBuilder("copy", repository)
                        .<FieldSet, FieldSet>chunk(1000)
                        .transactionManager(tm)
                        .reader(reader)
                        .writer(writer)
                        .build())
                .build();
    }
}
