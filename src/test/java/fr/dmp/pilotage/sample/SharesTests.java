package fr.dmp.pilotage.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.dmp.pilotage.catalog.Definitions;
import fr.dmp.pilotage.catalog.Geography;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic below the generator. */
class SharesTests {

    @ParameterizedTest
    @CsvSource({"7,3", "3,1000", "0,5", "20633,1", "1,1"})
    void partsAddUpToTheWhole(long total, int structures) {
        long weight = 0;
        for (int i = 0; i < structures; i++) {
            weight += weight(i);
        }
        Shares shares = Shares.of(total, weight);
        long before = 0;
        long sum = 0;
        for (int i = 0; i < structures; i++) {
            sum += shares.whole(shares.part(shares.leftOver(before), weight(i)));
            before += weight(i);
        }
        assertThat(sum).isEqualTo(weight == 0 ? 0 : total);
    }

    private static long weight(int structure) {
        return SplitMix.below(50, SplitMix.mix(structure));
    }

    @Test
    void nobodyWithAnyWeightSharesNothing() {
        assertThat(Shares.of(5, 0).whole(Shares.of(5, 0).part(0, 100))).isZero();
    }

    @Test
    void whatTheFiguresCannotHoldIsRefused() {
        assertThatThrownBy(() -> Shares.of(1L << 40, 1L << 40)).isInstanceOf(ArithmeticException.class);
    }

    /** The first numbers that the authors' own generator gives for seed 0. */
    @Test
    void theSequenceIsTheOneOfSplitMix64() {
        assertThat(List.of(SplitMix.mix(0, 0), SplitMix.mix(0, 1), SplitMix.mix(0, 2)))
                .containsExactly(0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL);
    }

    @Test
    void theNumbersOfADepartementSufficeAtTheLargestScale() {
        Geography geography = Geography.read(new Definitions(null));
        for (Area area : Area.all(geography, 350_000, 1)) {
            assertThat(area.blocks())
                    .allSatisfy(block -> assertThat(block.count()).isLessThan(20_000));
        }
        List<Area> practitioners = Area.all(geography, 25_000_000, 1);
        Area last = practitioners.get(practitioners.size() - 1);
        assertThat(last.first() + last.structures()).isEqualTo(25_000_000);
    }
}
