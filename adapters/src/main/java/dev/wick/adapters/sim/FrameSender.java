package dev.wick.adapters.sim;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Gives a frame to a connection, unless a fault strikes. Owned by the simulator's thread. */
final class FrameSender {
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final byte NOISE = '#';

    private final FaultPlan plan;
    private final FaultDesk faults;
    private final Ledger ledger;

    FrameSender(final FaultPlan plan, final Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
        faults = new FaultDesk(plan, ledger);
    }

    /** Sends one frame; returns whether it goes out as it is, be it late. */
    boolean send(final SimConnection to, final KlineText text, final long nowNs) {
        final byte[] bytes = text.whole().bytes();
        final int from = text.from(to.wrapped());
        final int length = text.length(to.wrapped());
        if (faults.strikes(Fault.GARBLE)) {
            final byte[] garbled = garbled(Arrays.copyOfRange(bytes, from, from + length), plan.noise());
            append(to, garbled, 0, garbled.length);
            return false;
        }
        if (!to.isHoldingBack() && faults.strikes(Fault.REORDER)) {
            to.holdBack(Arrays.copyOfRange(bytes, from, from + length), nowNs);
            ledger.sentFrame();
            return true;
        }
        if (faults.strikes(Fault.DELAY)) {
            to.delay(Arrays.copyOfRange(bytes, from, from + length), nowNs + plan.delayMs() * NANOS_PER_MS);
            ledger.sentFrame();
            return true;
        }
        sendInOrder(to, text);
        return true;
    }

    /** Sends one frame as it is, at once, and perhaps repeated: it is neither spoilt nor lost, and nothing overtakes it. */
    void sendInOrder(final SimConnection to, final KlineText text) {
        final byte[] bytes = text.whole().bytes();
        final int from = text.from(to.wrapped());
        final int length = text.length(to.wrapped());
        append(to, bytes, from, length);
        if (faults.strikes(Fault.REPEAT)) {
            append(to, bytes, from, length);
        }
        to.releaseHeldBack();
    }

    private void append(final SimConnection to, final byte[] bytes, final int from, final int length) {
        to.append(bytes, from, length);
        ledger.sentFrame();
    }

    /** Cut, or noise from the beginning or up to the end: in no case can it still be read as a candle. */
    private static byte[] garbled(final byte[] text, final SplittableRandom random) {
        final int at = random.nextInt(1, text.length - 1);
        final int kind = random.nextInt(3);
        if (kind == 0) {
            return Arrays.copyOf(text, at);
        }
        Arrays.fill(text, kind == 1 ? 0 : at, kind == 1 ? at : text.length, NOISE);
        return text;
    }
}
