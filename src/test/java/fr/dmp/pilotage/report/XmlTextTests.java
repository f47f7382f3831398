package fr.dmp.pilotage.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a text may hold and XML not as it is. */
class XmlTextTests {

    @Test
    void whatXmlReadsAsItsOwnIsEscaped() {
        assertThat(XmlText.escaped("CH \"A & B\" <67>")).isEqualTo("CH &quot;A &amp; B&quot; &lt;67&gt;");
    }

    @Test
    void endsOfLinesAndTabsStayWhatTheyAre() {
        assertThat(XmlText.escaped("un\ndeux\r\ttrois")).isEqualTo("un&#xa;deux&#xd;&#x9;trois");
    }

    @Test
    void whatXmlHasNoPlaceForBecomesAQuestionMark() {
        assertThat(XmlText.escaped("\0 \b \ud83d \udc4d \uffff")).isEqualTo("? ? ? ? ?");
    }

    @Test
    void everyOtherCharacterIsWrittenAsItIs() {
        assertThat(XmlText.escaped("Établissement ½ \ud83d\udc4d")).isEqualTo("Établissement ½ \ud83d\udc4d");
    }
}
