package dev.maestro.core.store;

import java.time.Duration;

/**
 * A session as one who wants it refreshed sees it, by the database's clock.
 *
 * @param leased whether somebody is refreshing it
 * @param abandoned whether somebody was, and has not been heard of for the time of a lease
 * @param over whether its token has ended
 * @param dueIn until the next attempt; zero where one is due
 */
public record LeaseView(
    SessionRow row, boolean leased, boolean abandoned, boolean over, Duration dueIn) {}
