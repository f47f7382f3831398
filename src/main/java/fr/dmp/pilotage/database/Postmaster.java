package fr.dmp.pilotage.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of a server; its first and fourth lines are the process and the port.
 *
 * @param pid process id of the server, which may be gone
 * @param port on which it listens, or listened
 */
record Postmaster(long pid, int port) {

    /** The file in a data directory: there from the start of a server to the last thing that it does. */
    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Reads the file, if there is one and it is complete. */
    static Optional<Postmaster> of(Path data) throws IOException {
        if (!Files.exists(file(data))) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file(data));
        return lines.size() < 4
                ? Optional.empty()
                : Optional.of(new Postmaster(
                        Long.parseLong(lines.get(0).strip()),
                        Integer.parseInt(lines.get(3).strip())));
    }

    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid);
    }

    boolean isAlive() {
        return process().filter(ProcessHandle::isAlive).isPresent();
    }

    /** Whether the number of a dead server went to another program, as it does after a restart of the machine. */
    boolean isAnotherProgram() {
        return process()
                .flatMap(process -> process.info().command())
                .filter(command -> !command.contains("postgres"))
                .isPresent();
    }
}
