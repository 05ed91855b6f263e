package dev.wick.test.chaos;

import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.RestFault;

/** What may befall a simulated exchange: everything that its fault plan can do. Each lasts for a while, then ends. */
enum Deed {
    REPEATS(Fault.REPEAT, 0.3),
    REORDERS(Fault.REORDER, 0.3),
    DELAYS(Fault.DELAY, 0.2) {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().delayMs(20 + (long) (event.strength() * 2_000));
            super.strike(venue, event);
        }
    },
    GARBLES(Fault.GARBLE, 0.3),
    WITHHOLDS(Fault.WITHHOLD_CLOSED, 0.5),
    REVISES(Fault.REVISE_CLOSED, 0.5),
    HALF_ACCEPTS(Fault.HALF_ACCEPT, 0.5) {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            super.strike(venue, event);
            venue.faults().disconnectOne();
        }
    },
    LOSES_ALL_CONNECTIONS {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().disconnectAll();
        }
    },
    LOSES_A_CONNECTION {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().disconnectOne();
        }
    },
    GOES_SILENT {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().goSilent(event.durationMs());
        }
    },
    SHUTS_DOWN {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().serverShutdown(event.durationMs());
        }
    },
    ANNOUNCES_A_SHUTDOWN {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().serverShutdown();
        }
    },
    DELISTS {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.delist(event.symbol());
        }

        @Override
        void end(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.listAgain(event.symbol());
        }
    },
    REFUSES {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().refuseSymbol(venue.symbol(event.symbol()));
            venue.faults().disconnectOne();
        }

        @Override
        void end(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().acceptSymbol(venue.symbol(event.symbol()));
        }
    },
    MUTES {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().muteSymbol(venue.symbol(event.symbol()));
        }

        @Override
        void end(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().unmuteSymbol(venue.symbol(event.symbol()));
        }
    },
    WITHHOLDS_ACKS {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().withholdAcks(true);
            venue.faults().disconnectOne();
        }

        @Override
        void end(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().withholdAcks(false);
        }
    },
    ANSWERS_TOO_MANY(RestFault.Kind.TOO_MANY_REQUESTS),
    ANSWERS_BANNED(RestFault.Kind.BANNED),
    ANSWERS_FORBIDDEN(RestFault.Kind.FORBIDDEN),
    ANSWERS_LIMIT_IN_BODY(RestFault.Kind.LIMIT_IN_BODY),
    ANSWERS_SERVER_ERROR(RestFault.Kind.SERVER_ERROR),
    ANSWERS_HTML(RestFault.Kind.HTML),
    ANSWERS_LATE {
        @Override
        void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().restDelayMs(100 + (long) (event.strength() * 3_000));
        }

        @Override
        void end(final ChaosVenue venue, final FaultSchedule.Event event) {
            venue.faults().restDelayMs(0);
        }
    };

    private static final int MAX_WRONG_ANSWERS = 4;
    private static final int MAX_RETRY_AFTER_S = 4;

    private final Fault chance;
    private final double probability;
    private final RestFault.Kind answer;

    Deed() {
        this(null, 0, null);
    }

    /** Strikes frame by frame, with up to this probability. */
    Deed(final Fault chance, final double probability) {
        this(chance, probability, null);
    }

    /** A few REST requests are answered so. */
    Deed(final RestFault.Kind answer) {
        this(null, 0, answer);
    }

    Deed(final Fault chance, final double probability, final RestFault.Kind answer) {
        this.chance = chance;
        this.probability = probability;
        this.answer = answer;
    }

    /** Begins. */
    void strike(final ChaosVenue venue, final FaultSchedule.Event event) {
        final FaultPlan faults = venue.faults();
        if (chance != null) {
            faults.chance(chance, 0.02 + event.strength() * (probability - 0.02));
        } else if (answer != null) {
            // Without the header some exchanges' rules ask for ten minutes of silence, which is no test of minutes.
            final int retryAfterS = 1 + (int) (event.strength() * (MAX_RETRY_AFTER_S - 1));
            faults.answerRest(answer, 1 + event.symbol() % MAX_WRONG_ANSWERS, retryAfterS);
        }
    }

    /** Ends, if it does not end by itself. */
    void end(final ChaosVenue venue, final FaultSchedule.Event event) {
        if (chance != null) {
            venue.faults().chance(chance, 0);
        }
    }
}
