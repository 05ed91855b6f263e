package dev.wick.engine.supervisor;

/** The circuit breaker, as REST sees it. The supervisor's thread. */
final class BreakerGate implements Gate {
    private final CircuitBreaker breaker;

    BreakerGate(final CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public boolean mayTry() {
        return breaker.mayTry();
    }

    @Override
    public void succeeded() {
        breaker.succeeded();
    }

    @Override
    public void failed() {
        breaker.failed(CircuitBreaker.Kind.REST);
    }

    @Override
    public void released() {
        breaker.released();
    }

    @Override
    public long nextTryMs() {
        return breaker.nextTryMs();
    }

    @Override
    public boolean isUndisturbed() {
        return breaker.isClosed() && breaker.consecutiveFailures() == 0;
    }
}
