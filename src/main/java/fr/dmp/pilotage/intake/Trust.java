package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.SourceDefinition;
import fr.dmp.pilotage.intake.SourceFailed.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

/** Which web servers are believed to be who they say. */
final class Trust {

    private Trust() {}

    /** Trusts the authorities of a PEM file, and no others. */
    static SSLContext only(Path certificates) throws SourceFailed {
        String cannot = "cannot use the certificates of " + certificates + ": ";
        try (InputStream pem = Files.newInputStream(certificates)) {
            Collection<? extends Certificate> trusted =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (trusted.isEmpty()) {
                throw SourceFailed.lasting(Reach.SOURCE, cannot + "expected PEM, found none", null);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : trusted) {
                store.setCertificateEntry("trusted-" + number++, each);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (SourceFailed e) {
            throw e;
        } catch (IOException | GeneralSecurityException e) {
            throw SourceFailed.lasting(
                    Reach.SOURCE, cannot + e.getClass().getSimpleName() + ": " + SourceFailed.inWords(e), e);
        }
    }

    /** What kept a request from an answer, as an operator needs it. */
    static SourceFailed explained(String origin, SourceDefinition source, IOException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof CertificateException || each instanceof SSLHandshakeException) {
                return SourceFailed.lasting(
                        Reach.SOURCE,
                        "the certificate of " + origin + " is not trusted: " + SourceFailed.inWords(failure)
                                + ". If the administrator of that server confirms it, put the certificate of its"
                                + " authority (PEM) into a file and name it as certificates in " + source.file(),
                        failure);
            }
        }
        return SourceFailed.passing(
                Reach.SOURCE, "no answer from " + origin + ": " + SourceFailed.inWords(failure), failure);
    }
}
