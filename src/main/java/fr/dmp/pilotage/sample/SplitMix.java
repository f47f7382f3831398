package fr.dmp.pilotage.sample;

/**
 * Numbers that look random and are the same on every machine: the mixing function of SplitMix64 (Steele, Lea and Flood,
 * 2014), used as a hash, so that any number of a sequence is had without those before it.
 */
final class SplitMix {

    /** The odd integer nearest to 2^64 divided by the golden ratio, as the authors chose. */
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SplitMix() {}

    /** Sixty-four well-spread bits for each value; a bijection. */
    static long mix(long value) {
        long bits = value + GAMMA;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }

    /** The number at a place of the sequence that a seed starts. */
    static long mix(long seed, long place) {
        return mix(seed + place * GAMMA);
    }

    /** A number from 0 to bound - 1, from the upper bits of a mixed one. */
    static int below(int bound, long mixed) {
        return (int) (((mixed >>> 33) * bound) >>> 31);
    }
}
