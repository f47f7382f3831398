package fr.dmp.pilotage.pipeline;

import java.util.List;

/**
 * A load whose rejected lines are asked for.
 *
 * @param load its number
 * @param rejected lines, of those read
 * @param nominative columns about a person, as the contract writes them; none if the feed has no such columns
 */
public record RejectedLoad(
        long load,
        String feed,
        String period,
        String sender,
        String file,
        String sha256,
        long read,
        long rejected,
        List<String> nominative) {}
