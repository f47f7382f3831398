package fr.dmp.pilotage.quality;

import fr.dmp.pilotage.findings.PatientText;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills the text of a check with the values of one offender; numbers as English or French readers write them. */
final class Message {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private Message() {}

    static String fill(String template, Map<String, ? extends @Nullable Object> values, Locale language) {
        Matcher matcher = PLACE.matcher(template);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String shown = shown(matcher.group(1), values.get(matcher.group(1)), language);
            matcher.appendReplacement(text, Matcher.quoteReplacement(shown));
        }
        return matcher.appendTail(text).toString();
    }

    private static String shown(String name, @Nullable Object value, Locale language) {
        if (!(value instanceof Number number)) {
            // A text of the file, such as a name or a sender's own identifier.
            return PatientText.masked(String.valueOf(value));
        }
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(language);
        if (language.equals(Locale.FRENCH)) {
            symbols.setGroupingSeparator(' ');
            symbols.setMinusSign('−');
        }
        String pattern = name.equals("difference") ? "+#,##0.##;-#,##0.##" : "#,##0.##";
        return new DecimalFormat(pattern, symbols).format(number);
    }
}
