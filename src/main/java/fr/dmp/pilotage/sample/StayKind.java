package fr.dmp.pilotage.sample;

import java.util.List;

/**
 * How busy hospitals of a kind are, apart from the DMP.
 *
 * @param stays in a month, at middling size
 * @param others for 100 stays, the emergency visits, outpatient consultations and exams; {@link #NONE} where it has none
 */
record StayKind(int stays, List<Integer> others) {

    static final int NONE = -1;

    /** Reads the four cells of the packaged table. */
    static StayKind of(List<String> cells) {
        List<Integer> others = cells.subList(1, 4).stream()
                .map(cell -> cell.isEmpty() ? NONE : Integer.parseInt(cell))
                .toList();
        return new StayKind(Integer.parseInt(cells.get(0)), others);
    }
}
