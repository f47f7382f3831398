package fr.dmp.pilotage.delivery;

import fr.dmp.pilotage.catalog.AlertChannel.Mail;
import fr.dmp.pilotage.catalog.AlertChannel.Tls;
import fr.dmp.pilotage.catalog.Secrets.Secret;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends a message as an e-mail. */
final class Mailing {

    private final String timeout;

    /** @param timeout for each answer of a server; an alert that is not taken waits for the next look */
    Mailing(Duration timeout) {
        this.timeout = Long.toString(timeout.toMillis());
    }

    void send(Mail mail, Optional<Secret> password, Message message) throws NotDelivered {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(mail.host());
        sender.setPort(mail.port());
        sender.setProtocol(mail.tls() == Tls.TLS ? "smtps" : "smtp");
        if (mail.user() != null) {
            sender.setUsername(mail.user());
            sender.setPassword(password.map(Secret::reveal).orElse(null));
        }
        sender.setJavaMailProperties(properties(mail));
        try {
            sender.send(mime(sender.getSession(), mail, message));
        } catch (MailException | MessagingException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new NotDelivered(
                    mail.host() + ":" + mail.port() + " did not take the e-mail: "
                            + String.valueOf(cause.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    e);
        }
    }

    private Properties properties(Mail mail) {
        String protocol = mail.tls() == Tls.TLS ? "mail.smtps." : "mail.smtp.";
        Properties properties = new Properties();
        properties.setProperty(protocol + "auth", Boolean.toString(mail.user() != null));
        properties.setProperty(protocol + "connectiontimeout", timeout);
        properties.setProperty(protocol + "timeout", timeout);
        properties.setProperty(protocol + "writetimeout", timeout);
        properties.setProperty(protocol + "ssl.checkserveridentity", "true");
        if (mail.tls() == Tls.STARTTLS) {
            properties.setProperty("mail.smtp.starttls.enable", "true");
            properties.setProperty("mail.smtp.starttls.required", "true");
        }
        return properties;
    }

    private static MimeMessage mime(Session session, Mail mail, Message message) throws MessagingException {
        MimeMessage mime = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + message.id() + "@pilotage-dmp>");
            }
        };
        mime.setFrom(new InternetAddress(mail.from()));
        for (String to : mail.to()) {
            mime.addRecipient(RecipientType.TO, new InternetAddress(to));
        }
        mime.setSubject("[Pilotage DMP] " + message.title(), "UTF-8");
        mime.setText(message.body(), "UTF-8");
        mime.setSentDate(Date.from(message.raised()));
        return mime;
    }
}
