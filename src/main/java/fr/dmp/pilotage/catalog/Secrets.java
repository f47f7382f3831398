package fr.dmp.pilotage.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What must not be written into a declaration: passwords, keys, tokens. A declaration has a name; the secret is in the
 * environment as {@code PILOTAGE_SECRET_<NAME>}, or in a file of that name in the folder of secrets.
 */
public final class Secrets {

    private final Function<String, @Nullable String> environment;
    private final @Nullable Path folder;

    /**
     * Makes the way to the secrets.
     *
     * @param environment gives the value of a variable, or null
     * @param folder holds one file a secret, or null
     */
    public Secrets(Function<String, @Nullable String> environment, @Nullable Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** A secret that was found. It has no text of its own, so that no message and no log can hold it by mistake. */
    public static final class Secret {

        private final String value;

        private Secret(String value) {
            this.value = value;
        }

        /** The secret itself, without white space around it. To be handed to whoever asks for it, and to nobody else. */
        public String reveal() {
            return value;
        }

        @Override
        public String toString() {
            return "(a secret)";
        }
    }

    /**
     * The secret of a name: that of the environment, else that of the folder.
     *
     * @throws UncheckedIOException if its file is there and cannot be read
     */
    public Optional<Secret> find(String name) {
        String value = environment.apply(variable(name));
        if (value == null && folder != null && Files.isRegularFile(folder.resolve(name))) {
            try {
                value = Files.readString(folder.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the secret " + folder.resolve(name), e);
            }
        }
        return Optional.ofNullable(value)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Secret::new);
    }

    /** Where a secret of this name is looked for, in words. */
    public String places(String name) {
        return "the environment variable " + variable(name) + " or a file "
                + (folder == null ? name + " in the folder pilotage.secrets" : folder.resolve(name));
    }

    private static String variable(String name) {
        return "PILOTAGE_SECRET_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
